"""Photographs the built program: its first start and every page, in each language.

The pictures are taken by its own self-test, on a screen of our own, after the whole loop was gone
through; they come into build/frozen-screenshots/.
"""

from __future__ import annotations

import shutil
import sys

from screen import screen
from workplace import NAME, BuildError, Workplace, run

LANGUAGES = ("en_US", "zh_CN")


def main() -> int:
    """Take all pictures; the exit status of the process."""
    workplace = Workplace()
    album = workplace.root / "build" / "frozen-screenshots"
    shutil.rmtree(album, ignore_errors=True)
    try:
        with screen():
            for language in LANGUAGES:
                command = [str(workplace.bundle / NAME), "--selftest"]
                command += ["--pictures", str(album / language)]
                run(command, environment={"LC_ALL": f"{language}.UTF-8", "LANGUAGE": ""})
    except BuildError as problem:
        print(f"\nThe program was not photographed: {problem}", file=sys.stderr)
        return 1
    print(f"{len(list(album.rglob('*.png')))} pictures in {album}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
