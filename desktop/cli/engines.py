"""The command that shows, adds and chooses engines: the programs that compute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli.output import Output, speaks

if TYPE_CHECKING:
    from desktop.services.engines import FoundEngine


@click.command()
@click.option("--use", metavar="NAME", help="Compute on this engine; “automatic” chooses itself.")
@click.option("--add", type=click.Path(path_type=Path), metavar="FILE", help="Install an engine.")
@click.option("--remove", metavar="NAME", help="Remove an installed engine.")
@click.option("--try", "try_out", is_flag=True, help="Try each device of the engine in use.")
@speaks
def engines(
    out: Output, use: str | None, add: Path | None, remove: str | None, try_out: bool
) -> int:
    """List the programs that compute: the built-in one, and those for graphics cards."""
    from desktop.services import engine_install
    from desktop.services.engines import choose, chosen_name, current_engine, found_engines

    if add is not None:
        out.say(f"unpacking {add}")
        out.say(f"added {engine_install.add_engine(add).name}")
    if remove is not None:
        engine_install.remove_engine(remove)
    if use is not None:
        choose(use)
    current = current_engine().name
    found = found_engines()
    lines = [_line(one, current) for one in found]
    facts: dict[str, Any] = {
        "chosen": chosen_name(),
        "current": current,
        "engines": [_facts(one) for one in found],
    }
    sound = True
    if try_out:
        from desktop.services.devices import find_devices

        report = find_devices()
        facts["found"] = report.values
        facts["advice"] = [str(one) for one in report.advice]
        lines += [f"computes on {report.device}: {report.reason}", *facts["advice"]]
        sound = not any(device.get("error") for device in report.values["devices"])
    out.result(facts, *lines)
    return 0 if sound else 1


def _facts(one: FoundEngine) -> dict[str, Any]:
    engine = one.engine
    return {
        "name": one.name,
        "kind": engine.kind if engine else None,
        "version": engine.version if engine else None,
        "torch": engine.torch if engine else None,
        "folder": engine.folder if engine else None,
        "obstacle": str(one.obstacle) if one.obstacle else None,
    }


def _line(one: FoundEngine, current: str) -> str:
    mark = "*" if one.name == current else " "
    if one.obstacle is not None or one.engine is None:
        return f"{mark} {one.name}: {one.obstacle}"
    about = " ".join(filter(None, (one.engine.kind, one.engine.torch)))
    return f"{mark} {one.name} ({about})"
