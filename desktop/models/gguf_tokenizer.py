"""A tokenizer as GGUF describes it: a list of tokens with kinds, merges, and a rule's name.

The file does not hold the rule by which text is cut into words before merging, only a name for it,
which readers must know. So the rule is recognised from the tokenizer's own definition, and one that
has no name is refused rather than misnamed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import gguf
from transformers.integrations.gguf.gguf_tokenizer_mapping import GGUF_PRE_TOKENIZER_SPLITS

from desktop.domain.errors import ModelError
from desktop.models.chat import begin_ids
from desktop.models.templates import template_of

if TYPE_CHECKING:
    from desktop.models.loading import LanguageModel

_BYTE = "<0x"


def add_tokenizer(writer: gguf.GGUFWriter, lm: LanguageModel) -> None:
    """Write a model's tokenizer, its chat template and its end tokens; raises `ModelError`."""
    backend: dict[str, Any] = json.loads(lm.tokenizer.backend_tokenizer.to_str())
    model = backend["model"]
    if model["type"] != "BPE":
        raise _refused(f"it is of the kind “{model['type']}”")
    if model.get("byte_fallback"):
        writer.add_tokenizer_model("llama")
        writer.add_add_space_prefix(_prepends_space(backend))
    else:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(_rule_name(backend.get("pre_tokenizer")))
    tokens = _tokens(lm, model["vocab"], backend["added_tokens"])
    writer.add_token_list([text for text, _ in tokens])
    if model.get("byte_fallback"):
        writer.add_token_scores([-float(place) for place in range(len(tokens))])
    writer.add_token_types([int(kind) for _, kind in tokens])
    writer.add_token_merges([_merge(pair) for pair in model["merges"]])
    _add_special(writer, lm)


def _tokens(
    lm: LanguageModel, vocabulary: dict[str, int], added: list[dict[str, Any]]
) -> list[tuple[str, gguf.TokenType]]:
    """Return every token with its kind; places of the embedding that no token has are unused."""
    size = lm.model.get_input_embeddings().num_embeddings  # type: ignore[operator]
    tokens = [(f"[PAD{place}]", gguf.TokenType.UNUSED) for place in range(size)]
    for text, place in vocabulary.items():
        byte = text.startswith(_BYTE) and len(text) == len("<0x00>")
        tokens[place] = (text, gguf.TokenType.BYTE if byte else gguf.TokenType.NORMAL)
    for token in added:
        special = gguf.TokenType.CONTROL if token["special"] else gguf.TokenType.USER_DEFINED
        tokens[token["id"]] = (token["content"], special)
    return tokens


def _merge(pair: str | list[str]) -> str:
    return pair if isinstance(pair, str) else " ".join(pair)


def _add_special(writer: gguf.GGUFWriter, lm: LanguageModel) -> None:
    tokenizer = lm.tokenizer
    adders = {
        "bos_token_id": writer.add_bos_token_id,
        "eos_token_id": writer.add_eos_token_id,
        "unk_token_id": writer.add_unk_token_id,
        "pad_token_id": writer.add_pad_token_id,
    }
    for name, add in adders.items():
        value = getattr(tokenizer, name, None)
        if value is not None:
            add(value)
    further = sorted(lm.end_ids - {tokenizer.eos_token_id})
    if further:
        writer.add_eot_token_id(further[0])
    writer.add_add_bos_token(bool(begin_ids(tokenizer)))
    template = template_of(tokenizer)
    if template is not None:
        writer.add_chat_template(template)


def _rule_name(rule: dict[str, Any] | None) -> str:
    """Return the name of a byte-level rule; raises `ModelError` when it has none."""
    parts = _parts(rule)
    kinds = [part["type"] for part in parts]
    plain = kinds[-1:] == ["ByteLevel"] and not parts[-1].get("add_prefix_space")
    if plain and kinds == ["ByteLevel"] and parts[0].get("use_regex", True):
        return "gpt-2"
    if plain and kinds == ["Digits", "ByteLevel"] and parts[0].get("individual_digits"):
        return "smollm"
    if plain and kinds == ["Split", "ByteLevel"] and not parts[1].get("use_regex", True):
        regex = parts[0]["pattern"].get("Regex")
        for name, known in GGUF_PRE_TOKENIZER_SPLITS.items():
            if regex == known:
                return str(name)
    raise _refused("its rule for cutting text into words has no name there")


def _parts(rule: dict[str, Any] | None) -> list[dict[str, Any]]:
    if rule is None:
        return []
    parts: list[dict[str, Any]] = rule["pretokenizers"] if rule["type"] == "Sequence" else [rule]
    return parts


def _prepends_space(backend: dict[str, Any]) -> bool:
    """Tell whether a text gets a blank before its first word."""
    rules = _parts(backend.get("pre_tokenizer"))
    if any(r["type"] == "Metaspace" and r.get("prepend_scheme") != "never" for r in rules):
        return True
    normalizer = backend.get("normalizer") or {}
    return any(n["type"] == "Prepend" for n in normalizer.get("normalizers", [normalizer]) if n)


def _refused(why: str) -> ModelError:
    return ModelError(
        "This tokenizer cannot be written as GGUF",
        f"The format has no words for it: {why}.",
        "Export the model as a whole model folder (hf) instead.",
    )
