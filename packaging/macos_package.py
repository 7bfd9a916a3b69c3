"""The disk image for macOS: the signed application, notarised by Apple where that can be done.

The environment says who signs: `TASTEMAKER_SIGNING_IDENTITY` (a "Developer ID Application: …" in
the keychain) and `TASTEMAKER_NOTARY_PROFILE` (stored by `xcrun notarytool store-credentials`).
Without them the image is made all the same, and it is said that macOS will warn of it.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import icon_files
from workplace import APP_ID, NAME, TITLE, Workplace, run

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.build_facts import BuildFacts

IDENTITY = "TASTEMAKER_SIGNING_IDENTITY"
PROFILE = "TASTEMAKER_NOTARY_PROFILE"
ENTITLEMENTS = "packaging/macos/entitlements.plist"
OLDEST_SYSTEM = "13.0"
"""What torch's wheels and Qt's ask for."""


def info_plist(version: str) -> dict[str, object]:
    """What macOS reads of the application, beside what PyInstaller writes by itself."""
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": TITLE,
        "CFBundleDisplayName": TITLE,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        # Dark mode is Qt's own business, not a picture in light colours.
        "NSRequiresAquaSystemAppearance": False,
    }


def icon(workplace: Workplace) -> Path:
    """Draw the icon for the application."""
    target = workplace.work / f"{NAME}.icns"
    target.parent.mkdir(parents=True, exist_ok=True)
    icon_files.write_icns(workplace.root / "resources" / "icons" / f"{NAME}.svg", target)
    return target


def build(workplace: Workplace, what: BuildFacts) -> list[Path]:
    """Make the image and return it."""
    identity, profile = os.environ.get(IDENTITY, ""), os.environ.get(PROFILE, "")
    application = workplace.bundle.parent / f"{TITLE}.app"
    target = workplace.dist / f"{NAME}-{what.version}-{what.target}.dmg"
    target.parent.mkdir(parents=True, exist_ok=True)
    for command in commands(application, workplace.work / "image", target, identity, profile):
        if command[0] == "hdiutil":
            _fill(workplace.work / "image", application)
        run(command)
    if not (identity and profile):
        print("The image is not signed or not notarised: macOS will warn of it.")
    return [target]


def commands(
    application: Path, folder: Path, target: Path, identity: str, profile: str
) -> list[list[str | Path]]:
    """Every command in order; PyInstaller has signed what lies inside the application."""
    steps: list[list[str | Path]] = []
    if identity:
        steps.append(["codesign", "--verify", "--deep", "--strict", application])
    steps.append(
        [
            *("hdiutil", "create", "-volname", TITLE, "-srcfolder", folder),
            *("-format", "ULMO", "-fs", "APFS", "-ov", target),
        ]
    )
    if identity:
        steps.append(["codesign", "--sign", identity, "--timestamp", target])
    if identity and profile:
        notary = ("xcrun", "notarytool", "submit", target, "--keychain-profile", profile, "--wait")
        steps.append(list(notary))
        steps.append(["xcrun", "stapler", "staple", target])
        kind = ("--type", "open", "--context", "context:primary-signature")
        steps.append(["spctl", "--assess", *kind, target])
    return steps


def _fill(folder: Path, application: Path) -> None:
    """Put into the image what the user sees in it: the application, and where to drag it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(application, folder / application.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
