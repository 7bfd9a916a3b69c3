"""What formats, kinds of judgement and losses are called in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.exchange.records import (
    ArchiveRecord,
    DemonstrationRecord,
    FeedbackRecord,
    PairRecord,
    PromptRecord,
    Record,
    TextRecord,
)
from desktop.ui.counted_texts import CountedTexts

KINDS = ("comparison", "ranking", "rating", "correction", "demonstration", "comment", "flag")
"""The kinds of judgement that can be chosen for an export, in the order of the page."""


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """Return the formats under headings, as the user looks for them."""
    translate = QCoreApplication.translate
    return [
        (translate("Formats", "Everything"), ("tastemaker",)),
        (
            translate("Formats", "For training with TRL"),
            (
                "trl-preference",
                "trl-implicit",
                "trl-unpaired",
                "trl-sft",
                "trl-prompts",
                "trl-text",
            ),
        ),
        (
            translate("Formats", "For LLaMA-Factory"),
            (
                "alpaca",
                "alpaca-pairs",
                "alpaca-kto",
                "sharegpt",
                "sharegpt-pairs",
                "sharegpt-kto",
            ),
        ),
        (translate("Formats", "For OpenRLHF and axolotl"), ("openrlhf", "axolotl")),
        (
            translate("Formats", "For rating tools"),
            ("argilla", "label-studio", "kiln", "open-webui"),
        ),
        (
            translate("Formats", "As published data sets"),
            (
                "hh-rlhf",
                "ultrafeedback",
                "ultrafeedback-binarized",
                "openai-summaries",
                "fastchat-arena",
                "alpaca-eval",
            ),
        ),
    ]


def format_title(name: str) -> str:
    """Return what a format is called."""
    translate = QCoreApplication.translate
    titles = {
        "tastemaker": translate("Formats", "Tastemaker (nothing is lost)"),
        "trl-preference": translate("Formats", "TRL: pairs"),
        "trl-implicit": translate("Formats", "TRL: pairs, prompt inside"),
        "trl-unpaired": translate("Formats", "TRL: good or bad (KTO)"),
        "trl-sft": translate("Formats", "TRL: demonstrations"),
        "trl-prompts": translate("Formats", "TRL: prompts"),
        "trl-text": translate("Formats", "TRL: plain text"),
        "alpaca": translate("Formats", "Alpaca: demonstrations"),
        "alpaca-pairs": translate("Formats", "Alpaca: pairs"),
        "alpaca-kto": translate("Formats", "Alpaca: good or bad (KTO)"),
        "sharegpt": translate("Formats", "ShareGPT: demonstrations"),
        "sharegpt-pairs": translate("Formats", "ShareGPT: pairs"),
        "sharegpt-kto": translate("Formats", "ShareGPT: good or bad (KTO)"),
        "openrlhf": translate("Formats", "OpenRLHF: pairs"),
        "axolotl": translate("Formats", "axolotl: pairs"),
        "argilla": "Argilla",
        "label-studio": "Label Studio",
        "kiln": "Kiln",
        "open-webui": "Open WebUI",
        "hh-rlhf": "HH-RLHF",
        "ultrafeedback": "UltraFeedback",
        "ultrafeedback-binarized": translate("Formats", "UltraFeedback, binarized"),
        "openai-summaries": translate("Formats", "OpenAI: comparisons of summaries"),
        "fastchat-arena": translate("Formats", "FastChat: arena votes"),
        "alpaca-eval": translate("Formats", "alpaca_eval: annotations"),
    }
    return titles.get(name, name)


def kind_title(kind: str) -> str:
    """Return what a kind of judgement is called, in the plural."""
    translate = QCoreApplication.translate
    return {
        "comparison": translate("Formats", "Comparisons"),
        "ranking": translate("Formats", "Rankings"),
        "rating": translate("Formats", "Scores"),
        "correction": translate("Formats", "Corrections"),
        "demonstration": translate("Formats", "Demonstrations"),
        "comment": translate("Formats", "Comments and tags"),
        "flag": translate("Formats", "Flags"),
        "skip": translate("Formats", "Skips"),
    }.get(kind, kind)


def loss_text(loss: str) -> str:
    """Return what a format has no place for."""
    translate = QCoreApplication.translate
    return {
        "strength": translate("Formats", "how clear a preference was"),
        "tie": translate("Formats", "ties"),
        "both": translate("Formats", "“both good” and “both bad”"),
        "system": translate("Formats", "prompts with a system message"),
        "turns": translate("Formats", "prompts of several turns"),
        "layout": translate("Formats", "texts that the layout would change"),
        "mixed": translate("Formats", "answers that are neither good nor bad"),
        "kind": translate("Formats", "judgements that do not fit into its fields"),
    }.get(loss, loss)


def record_kind(record: Record) -> str:
    """Return what a row would become."""
    translate = QCoreApplication.translate
    if isinstance(record, PromptRecord):
        return translate("Formats", "prompt")
    if isinstance(record, DemonstrationRecord):
        return translate("Formats", "demonstration")
    if isinstance(record, PairRecord):
        return translate("Formats", "comparison")
    if isinstance(record, TextRecord):
        return translate("Formats", "plain text")
    if isinstance(record, FeedbackRecord):
        return CountedTexts().judgements(len(record.said))
    return record.type if isinstance(record, ArchiveRecord) else ""


def record_texts(record: Record) -> tuple[str, str]:
    """Return the prompt of a record and its answers, shortened by whoever shows them."""
    if isinstance(record, TextRecord):
        return "", record.text
    if isinstance(record, ArchiveRecord):
        messages = record.fields.get("messages") or [{}]
        return str(messages[-1].get("content", "")), str(record.fields.get("text", ""))
    if isinstance(record, PromptRecord):
        return record.messages[-1].content, ""
    prompt = record.prompt.messages[-1].content
    if isinstance(record, DemonstrationRecord):
        return prompt, record.response
    if isinstance(record, PairRecord):
        return prompt, f"{record.chosen}  ⟩  {record.rejected}"
    return prompt, "  ·  ".join(answer.text for answer in record.answers)
