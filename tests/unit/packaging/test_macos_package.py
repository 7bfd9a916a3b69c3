"""The disk image's steps and what macOS reads of the application."""

from __future__ import annotations

import plistlib
import re
from pathlib import Path

import macos_package
import trimming
from workplace import APP_ID, REPOSITORY, TITLE

SPEC = (REPOSITORY / "packaging" / "tastemaker.spec").read_text(encoding="utf-8")
APP, FOLDER, IMAGE = Path("Tastemaker.app"), Path("image"), Path("tastemaker.dmg")


def programs(identity: str, profile: str) -> list[str]:
    """Return the programs that run, in order."""
    found = macos_package.commands(APP, FOLDER, IMAGE, identity, profile)
    return [" ".join(map(str, step[:3])) if step[0] == "xcrun" else str(step[0]) for step in found]


def test_the_application_is_known_by_its_names_and_version() -> None:
    found = macos_package.info_plist("1.2.3")
    assert found["CFBundleIdentifier"] == APP_ID
    assert found["CFBundleName"] == found["CFBundleDisplayName"] == TITLE
    assert found["CFBundleShortVersionString"] == found["CFBundleVersion"] == "1.2.3"
    assert plistlib.loads(plistlib.dumps(found)) == found


def test_the_languages_are_those_of_the_translations() -> None:
    codes = {path.stem.partition("_")[2] for path in (REPOSITORY / "resources").rglob("*.ts")}
    assert set(macos_package.info_plist("1")["CFBundleLocalizations"]) == {"en", *codes}  # type: ignore[call-overload]


def test_the_spec_makes_the_application_of_these_values() -> None:
    assert 'name=f"{TITLE}.app"' in SPEC
    assert "bundle_identifier=macos_package.APP_ID" in SPEC
    assert "info_plist=macos_package.info_plist(__version__)" in SPEC
    assert "entitlements_file=str(ROOT / macos_package.ENTITLEMENTS)" in SPEC


def test_nothing_is_entitled_but_what_python_and_torch_need() -> None:
    found = plistlib.loads((REPOSITORY / macos_package.ENTITLEMENTS).read_bytes())
    assert all(found.values())
    assert {name.removeprefix("com.apple.security.cs.") for name in found} == {
        "allow-jit",
        "allow-unsigned-executable-memory",
        "disable-library-validation",
    }


def test_an_image_is_signed_notarised_stapled_and_assessed_in_this_order() -> None:
    assert programs("Developer ID Application: Me", "me") == [
        "codesign",
        "hdiutil",
        "codesign",
        "xcrun notarytool submit",
        "xcrun stapler staple",
        "spctl",
    ]


def test_who_cannot_sign_gets_an_image_all_the_same() -> None:
    assert programs("", "") == ["hdiutil"]
    assert programs("", "me") == ["hdiutil"]
    assert programs("Developer ID Application: Me", "") == ["codesign", "hdiutil", "codesign"]


def test_the_plugins_of_macos_stay_in_the_bundle() -> None:
    for name in ("platforms/libqcocoa.dylib", "imageformats/libqsvg.dylib"):
        assert trimming.is_used(f"PySide6/Qt/plugins/{name}")
    assert trimming.is_used("PySide6/plugins/platforms/qwindows.dll")
    assert not trimming.is_used("PySide6/Qt/plugins/platforms/libqminimal.dylib")


def test_what_signs_is_said_in_the_same_words_in_the_workflow() -> None:
    workflow = (REPOSITORY / ".github/workflows/release.yml").read_text(encoding="utf-8")
    said = set(re.findall(r"TASTEMAKER_[A-Z_]+", workflow))
    assert said == {macos_package.IDENTITY, macos_package.PROFILE}
