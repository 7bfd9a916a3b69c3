"""What computes, in the words of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.error_words import error_text

if TYPE_CHECKING:
    from desktop.domain.engines import Engine
    from desktop.services.devices import DeviceReport


def device_name(report: DeviceReport) -> str:
    """Return the device in use: the name of a graphics card, or its kind."""
    translate = QCoreApplication.translate
    names = {
        "cpu": translate("DeviceWords", "Processor (CPU)"),
        "cuda": translate("DeviceWords", "Graphics card (CUDA)"),
        "mps": translate("DeviceWords", "Graphics card (Apple)"),
    }
    return report.model or names.get(report.device, report.device)


def engine_name(engine: Engine) -> str:
    """Return an engine's name with its build of torch."""
    name = engine.name
    if engine.built_in:
        name = QCoreApplication.translate("DeviceWords", "Built-in")
    return f"{name} (torch {engine.torch})" if engine.torch else name


def advice_text(report: DeviceReport) -> str:
    """Return what stands in the way, a paragraph each; "" where nothing does."""
    return "\n\n".join(error_text(one) for one in report.advice)


def device_lines(report: DeviceReport) -> str:
    """Return each device with what came of trying it."""
    works = QCoreApplication.translate("DeviceWords", "{device}: works")
    fails = QCoreApplication.translate("DeviceWords", "{device}: does not work")
    return "\n".join(
        (fails if one.get("error") else works).format(
            device=" ".join(filter(None, (one["name"], str(one.get("model", "")))))
        )
        for one in report.values.get("devices", [])
    )
