"""Keeps the translations of the window complete: extract, compile, check.

    python packaging/translations.py update    # texts of desktop/ into resources/translations/*.ts
    python packaging/translations.py release   # compile them into the .qm files that are loaded
    python packaging/translations.py check     # fail if one is missing, unfinished, out of date

English needs a file too: only for plural forms, since the texts themselves are in the source.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import error_texts

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop"
FOLDER = ROOT / "resources" / "translations"
ERROR_TEMPLATES = SOURCES / "ui" / "error_templates.py"
ENGLISH = "tastemaker_en.ts"
CHINESE = "tastemaker_zh_CN.ts"
Key = tuple[str, str]


def tool(name: str) -> str:
    """Return the path of a tool of PySide6, beside this Python or on the path."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise SystemExit(f"{name} is missing; it comes with PySide6-Essentials.")
    return found


def sources() -> list[str]:
    """Return the files that may hold texts for the window, in a fixed order."""
    return sorted(str(path) for path in [*(SOURCES / "ui").rglob("*.py"), SOURCES / "app.py"])


def update(folder: Path = FOLDER) -> None:
    """Extract the texts into the .ts files of a folder; texts that are gone are dropped."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, options in ((CHINESE, ["-target-language", "zh_CN"]), (ENGLISH, ["-pluralonly"])):
        language = ["-source-language", "en_US", *options]
        if name == ENGLISH:
            language += ["-target-language", "en_US"]
        command = [tool("pyside6-lupdate"), *sources(), *language, "-no-obsolete"]
        command += ["-locations", "none", "-ts", str(folder / name)]
        _run(command)


def error_module() -> str:
    """Return the module that names the texts of errors, as the sources have them now."""
    return error_texts.module(error_texts.templates(SOURCES))


def release(folder: Path = FOLDER) -> None:
    """Compile the .ts files of a folder."""
    for source in sorted(folder.glob("*.ts")):
        _run([tool("pyside6-lrelease"), str(source), "-qm", str(source.with_suffix(".qm"))])


def unfinished(path: Path) -> list[Key]:
    """Return the texts of a .ts file that have no finished translation, as (context, text)."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            if not is_finished(message):
                found.append((name, message.findtext("source", "")))
    return found


def texts(path: Path) -> set[Key]:
    """Return all texts of a .ts file as (context, text)."""
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def check(folder: Path = FOLDER) -> list[str]:
    """Return what is wrong: texts missing, unfinished or gone; .qm files that are not there."""
    problems = []
    if ERROR_TEMPLATES.read_text(encoding="utf-8") != error_module():
        problems.append(f"{ERROR_TEMPLATES.name} is out of date; run “update”.")
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        for name in (CHINESE, ENGLISH):
            shutil.copy(folder / name, fresh / name)
        update(fresh)
        for name in (CHINESE, ENGLISH):
            new, known = texts(fresh / name), texts(folder / name)
            problems += [f"{name}: not extracted yet: {key}" for key in sorted(new - known)]
            problems += [f"{name}: no longer used: {key}" for key in sorted(known - new)]
            problems += [f"{name}: unfinished: {key}" for key in unfinished(folder / name)]
            compiled = (folder / name).with_suffix(".qm")
            if not compiled.exists():
                problems.append(f"{compiled.name} is missing; run “release”.")
    return problems


def is_finished(message: ElementTree.Element) -> bool:
    """Return whether a message has all its translated forms."""
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
    return all(form and form.strip() for form in forms)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def main() -> int:
    """Do what the argument says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("update", "release", "check"))
    action = parser.parse_args().action
    if action == "update":
        ERROR_TEMPLATES.write_text(error_module(), encoding="utf-8")
        update()
    elif action == "release":
        release()
    else:
        problems = check()
        print("\n".join(problems) or "All texts are translated.")
        return 1 if problems else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
