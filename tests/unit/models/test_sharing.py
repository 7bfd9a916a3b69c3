"""Texts that share a sequence get the numbers and gradients of texts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch
import transformers
from torch import Tensor, nn

from desktop.domain.settings import AdapterSettings
from desktop.models import sharing as sharing_module
from desktop.models.adapters import adapter_parameters, attach_adapters, use_adapter
from desktop.models.loading import load_language_model
from desktop.models.sharing import Family, Sharing
from desktop.models.sharing_models import can_share, share_texts
from desktop.models.trunk import SplitModel
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = [7, 8, 9]
PROMPTS = [[10, 11], [12], [13, 14, 15, 16, 17, 18, 19]]
RESPONSES: list[list[list[int]]] = [[[20, 21], [30, 31, 32]], [[]], [[40], [41, 42, 43], [44]]]
FAMILIES = [
    Family(len(prompt), tuple(map(len, responses)))
    for prompt, responses in zip(PROMPTS, RESPONSES, strict=True)
]


def sequence(prefix: list[int]) -> Tensor:
    ids = list(prefix)
    for prompt, responses in zip(PROMPTS, RESPONSES, strict=True):
        ids += [*prompt, *(token for response in responses for token in response)]
    return torch.tensor([ids])


def texts(prefix: list[int]) -> list[tuple[list[int], list[int]]]:
    """Return each text alone with the columns of its tokens in the shared sequence."""
    found, start = [], len(prefix)
    for prompt, responses in zip(PROMPTS, RESPONSES, strict=True):
        end = start + len(prompt)
        for response in responses:
            columns = [*range(len(prefix)), *range(start, start + len(prompt))]
            found.append(
                ([*prefix, *prompt, *response], [*columns, *range(end, end + len(response))])
            )
            end += len(response)
        start = end
    return found


@pytest.fixture(params=[False, True], ids=["whole", "in pieces"], autouse=True)
def in_pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Families as they are, and as if these short ones were long."""
    if request.param:
        monkeypatch.setattr(sharing_module, "PIECE", 2)


def test_nobody_attends_to_what_he_cannot_see() -> None:
    """A long response is attended to without the other ones, and without what comes later."""
    sharing = Sharing(1, [Family(2, (300, 300))])
    pairs = sum(piece.sight[0].numel() for block in sharing._blocks for piece in block.pieces)
    seen = 2 * 300 * (3 + 300 / 2)
    assert pairs < 1.8 * seen
    assert sum(int(p.sight.sum()) for block in sharing._blocks for p in block.pieces) == (
        1 + 2 + 3 + 2 * sum(3 + n for n in range(1, 301))
    )


def test_positions_and_sight_by_hand() -> None:
    sharing = Sharing(1, [Family(2, (1, 2)), Family(1)])
    assert sharing.positions.tolist() == [[0, 1, 2, 3, 3, 4, 1]]
    seen = torch.eye(7)[None, None]
    shares = sharing.attend(torch.zeros(1, 1, 7, 7), torch.zeros(1, 1, 7, 7), seen, 1.0)[:, 0]
    assert (shares > 0).long().tolist() == [
        [1, 0, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 0, 0],
        [1, 1, 1, 1, 0, 0, 0],
        [1, 1, 1, 0, 1, 0, 0],
        [1, 1, 1, 0, 1, 1, 0],
        [1, 0, 0, 0, 0, 0, 1],
    ]
    torch.testing.assert_close(shares[5], torch.tensor([0.2, 0.2, 0.2, 0, 0.2, 0.2, 0]))


def with_adapter(folder: Path, family: str) -> nn.Module:
    folder = make_tiny_model(folder, layers=3, family=family)
    model = load_language_model(folder, dtype=torch.float32).model
    with torch.random.fork_rng():
        torch.manual_seed(0)
        attach_adapters(model, AdapterSettings(rank=2), ["a"])
        for parameter in adapter_parameters(model, "a"):
            nn.init.normal_(parameter, std=0.1)
    return model


@pytest.mark.parametrize("prefix", [PREFIX, []])
@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("family", ["llama", "qwen2", "gpt2"])
def test_numbers_and_gradients_are_those_of_texts_alone(
    tmp_path: Path, family: str, first: int, prefix: list[int]
) -> None:
    model = with_adapter(tmp_path, family)
    assert can_share(model)
    weights = torch.randn(64, 32, generator=torch.Generator().manual_seed(1))
    gradients: list[list[Tensor]] = []
    with use_adapter(model, "a"):
        split = SplitModel(model, first)
        ids = sequence(prefix)
        mask, sharing = torch.ones_like(ids, dtype=torch.bool), Sharing(len(prefix), FAMILIES)
        hidden = split.upper(split.trunk(ids, mask, sharing), mask, sharing)[0]
        together = alone = hidden.new_zeros(())
        for number, (text, columns) in enumerate(texts(prefix)):
            row = torch.tensor([text])
            own = split(row, torch.ones_like(row, dtype=torch.bool))[0]
            torch.testing.assert_close(hidden[columns], own, rtol=1e-4, atol=1e-5)
            together = together + (hidden[columns] * weights[: len(text)] * (number + 1)).mean()
            alone = alone + (own * weights[: len(text)] * (number + 1)).mean()
        for total in (together, alone):
            total.backward()
            gradients.append(
                [p.grad.clone() for p in adapter_parameters(model, "a") if p.grad is not None]
            )
            model.zero_grad()
    assert len(gradients[0]) == len(gradients[1]) > 0
    for mine, theirs in zip(*gradients, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-5)


CONFIGS = {
    "mistral": transformers.MistralConfig,
    "qwen3": transformers.Qwen3Config,
    "phi3": transformers.Phi3Config,
    "gemma": transformers.GemmaConfig,
    "gemma2": transformers.Gemma2Config,
    "falcon": transformers.FalconConfig,
}


@pytest.mark.parametrize(
    ("kind", "shares"),
    [
        ("mistral", True),
        ("qwen3", True),
        ("phi3", True),
        ("gemma", True),
        # A cap on the scores and a window; an attention that transformers cannot exchange.
        ("gemma2", False),
        ("falcon", False),
    ],
)
def test_who_can_share(kind: str, shares: bool) -> None:
    sizes: dict[str, Any] = {
        "vocab_size": 50,
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "pad_token_id": 0,
    }
    if kind == "falcon":
        sizes |= {"num_kv_heads": 2, "new_decoder_architecture": True}
        del sizes["head_dim"], sizes["num_key_value_heads"], sizes["intermediate_size"]
    if kind == "mistral":
        sizes["sliding_window"] = None
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = transformers.AutoModelForCausalLM.from_config(CONFIGS[kind](**sizes)).eval()
    before = model(torch.arange(1, 9)[None]).logits
    share_texts(model)
    assert can_share(model) is shares
    torch.testing.assert_close(model(torch.arange(1, 9)[None]).logits, before)


def test_a_model_that_sees_only_a_window_does_not_share(tmp_path: Path) -> None:
    model: Any = load_language_model(make_tiny_model(tmp_path), dtype=torch.float32).model
    model.config.sliding_window = 4
    assert not can_share(model)
