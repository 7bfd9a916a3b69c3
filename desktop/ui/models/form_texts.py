"""What is said about the forms in which a version can be exported."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.model_forms import GgufWeights, ModelForm

_NAMES: dict[ModelForm, object] = {
    ModelForm.HF: QT_TRANSLATE_NOOP("ModelForms", "Whole model"),
    ModelForm.GGUF: QT_TRANSLATE_NOOP("ModelForms", "GGUF file"),
    ModelForm.ADAPTER: QT_TRANSLATE_NOOP("ModelForms", "Adapter"),
}
_ABOUT: dict[ModelForm, object] = {
    ModelForm.HF: QT_TRANSLATE_NOOP(
        "ModelForms",
        "A folder with everything merged, for transformers, vLLM and other Python programs.",
    ),
    ModelForm.GGUF: QT_TRANSLATE_NOOP(
        "ModelForms",
        "One file with everything in it, for llama.cpp, Ollama and LM Studio, and a Modelfile that "
        "tells Ollama how to talk to it.",
    ),
    ModelForm.ADAPTER: QT_TRANSLATE_NOOP(
        "ModelForms",
        "Only what training added, in PEFT's format. It is small, and needs the same base model.",
    ),
}
_WEIGHTS: dict[GgufWeights, object] = {
    GgufWeights.STORED: QT_TRANSLATE_NOOP("ModelForms", "As they are: nothing is lost"),
    GgufWeights.F16: QT_TRANSLATE_NOOP("ModelForms", "16 bits (F16): for older programs"),
    GgufWeights.Q8_0: QT_TRANSLATE_NOOP("ModelForms", "8 bits (Q8_0): about half the size"),
}


def form_name(form: ModelForm) -> str:
    """Return what a form is called."""
    return QCoreApplication.translate("ModelForms", str(_NAMES[form]))


def about_form(form: ModelForm) -> str:
    """Return what a form is good for."""
    return QCoreApplication.translate("ModelForms", str(_ABOUT[form]))


def weights_name(weights: GgufWeights) -> str:
    """Return how the weights of a GGUF file are stored."""
    return QCoreApplication.translate("ModelForms", str(_WEIGHTS[weights]))
