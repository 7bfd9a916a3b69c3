"""The language of the window: English is in the source, Simplified Chinese in compiled files.

Qt's own texts (buttons of dialogs, menus of text fields) come from the file that Qt brings.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.resource_files import resource_path

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

_LOG = logging.getLogger(__name__)
SYSTEM = "system"
LANGUAGES: dict[str, str] = {"en": "English", "zh_CN": "简体中文"}
"""The languages there are, by name of their locale, each in its own words."""


def resolve(language: str) -> str:
    """Return the language to use for a choice; English for a system's language we lack."""
    if language in LANGUAGES:
        return language
    return "zh_CN" if QLocale.system().language() is QLocale.Language.Chinese else "en"


def install_language(application: QCoreApplication, language: str) -> list[QTranslator]:
    """Translate the application; call it before any widget is made.

    Returns:
        The translators in use; they must live as long as the application.
    """
    name = resolve(language)
    QLocale.setDefault(QLocale(name))
    if name == "en":
        own = [_load(f"tastemaker_{name}", str(resource_path("translations")))]
    else:
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own = [
            _load(f"qtbase_{name}", qt_folder),
            _load(f"tastemaker_{name}", str(resource_path("translations"))),
        ]
    found = [translator for translator in own if translator is not None]
    for translator in found:
        application.installTranslator(translator)
    return found


def remove_language(application: QCoreApplication, translators: list[QTranslator]) -> None:
    """Take the translators away again, as tests do."""
    for translator in translators:
        application.removeTranslator(translator)


def _load(name: str, folder: str) -> QTranslator | None:
    translator = QTranslator()
    if translator.load(name, folder):
        return translator
    _LOG.warning("The translation %s is missing in %s", name, folder)
    return None
