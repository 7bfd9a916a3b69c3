"""PyInstaller's recipe, run with stand-ins for PyInstaller: what it makes on each system."""

from __future__ import annotations

import sys
import types
from typing import Any

import macos_package
import pytest
from workplace import APP_ID, NAME, REPOSITORY, TITLE

from desktop import __version__

SPEC = REPOSITORY / "packaging" / "tastemaker.spec"


class Made:
    """Something that the recipe asks PyInstaller for, with what it is made of."""

    def __init__(self, *parts: object, **settings: Any) -> None:  # noqa: ANN401
        self.parts = parts
        self.settings = settings
        self.pure = self.scripts = self.binaries = self.datas = ()


class Program(Made):
    """An executable."""


class Folder(Made):
    """The folder of the bundle."""


class Application(Made):
    """What macOS calls an application."""


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a function
    """Follow the recipe on a system; return the folder, and the application if there is one."""
    hooks = types.ModuleType("PyInstaller.utils.hooks")
    hooks.copy_metadata = lambda name: [(name, name)]  # type: ignore[attr-defined]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, hooks.__name__, hooks)
    monkeypatch.setenv("TASTEMAKER_BUILD_MODEL", "/models/SmolLM2")
    monkeypatch.setenv("TASTEMAKER_BUILD_FACTS", "/facts/build.json")
    monkeypatch.setenv("TASTEMAKER_BUILD_ICON", "/icons/icon")
    monkeypatch.setenv(macos_package.IDENTITY, "Developer ID Application: Me")

    def run(system: str) -> tuple[Folder, Application | None]:
        made: list[Made] = []

        def keep(kind: type[Made]) -> Any:  # noqa: ANN401
            def make(*parts: object, **settings: Any) -> Made:  # noqa: ANN401
                made.append(kind(*parts, **settings))
                return made[-1]

            return make

        names = {"EXE": Program, "COLLECT": Folder, "BUNDLE": Application}
        scope = {name: keep(kind) for name, kind in names.items()}
        scope |= {"Analysis": Made, "PYZ": Made, "SPECPATH": str(SPEC.parent)}
        with monkeypatch.context() as patch:
            patch.setattr(sys, "platform", system)
            exec(compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec"), scope)
        (folder,) = (one for one in made if isinstance(one, Folder))
        applications = [one for one in made if isinstance(one, Application)]
        return folder, next(iter(applications), None)

    return run


def programs(folder: Folder) -> dict[str, bool]:
    """Return the programs in the folder, and whether each has a console."""
    found = [part for part in folder.parts if isinstance(part, Program)]
    return {one.settings["name"]: one.settings["console"] for one in found}


def test_linux_has_one_program(follow: Any) -> None:  # noqa: ANN401
    folder, application = follow("linux")
    assert programs(folder) == {NAME: True}
    assert folder.settings["name"] == NAME
    assert application is None


def test_windows_has_one_without_a_console_and_one_for_the_command_line(follow: Any) -> None:  # noqa: ANN401
    folder, application = follow("win32")
    assert programs(folder) == {NAME: False, f"{NAME}-cli": True}
    assert application is None


def test_macos_has_an_application_that_is_signed(follow: Any) -> None:  # noqa: ANN401
    folder, application = follow("darwin")
    assert programs(folder) == {NAME: False}
    (program,) = (part for part in folder.parts if isinstance(part, Program))
    assert program.settings["codesign_identity"] == "Developer ID Application: Me"
    assert program.settings["entitlements_file"].endswith("entitlements.plist")
    assert application is not None
    assert application.parts == (folder,)
    assert application.settings["name"] == f"{TITLE}.app"
    assert application.settings["bundle_identifier"] == APP_ID
    assert application.settings["info_plist"] == macos_package.info_plist(__version__)
    assert application.settings["icon"] == "/icons/icon"
