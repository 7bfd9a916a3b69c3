"""The list of what is inside, for machines: CycloneDX, as JSON.

It runs as a program of its own, because its library belongs to the build's tools.
"""

from __future__ import annotations

import sys
import uuid
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import bundle
import facts
import parts
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from workplace import NAME, Workplace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.build_facts import BuildFacts


def bill(what: BuildFacts, inside: Iterable[parts.Part]) -> str:
    """The document; of the same commit it is the same to the byte."""
    program = Component(
        name=NAME,
        version=what.version,
        type=ComponentType.APPLICATION,
        licenses=[DisjunctiveLicense(id="Apache-2.0")],
        bom_ref=NAME,
    )
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}:{what.commit}:{what.target}"))
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromisoformat(what.date)
    components = [_component(part) for part in inside]
    bom.components.update(components)
    bom.register_dependency(program, components)
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _component(part: parts.Part) -> Component:
    model = part.purl == parts.MODEL_PURL
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.MACHINE_LEARNING_MODEL if model else ComponentType.LIBRARY,
        licenses=[DisjunctiveLicense(name=part.licence)],
        purl=PackageURL.from_string(part.purl),
        bom_ref=part.purl,
    )


def main() -> int:
    """Write the list for the bundle that was just built; takes its model and its own file."""
    workplace, model, target = Workplace(), Path(sys.argv[1]), Path(sys.argv[2])
    inside = parts.all_parts(bundle.pieces(workplace), model)
    text = bill(facts.gather(workplace.root), inside)
    target.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
