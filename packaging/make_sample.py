"""Makes `resources/sample/responses.jsonl`: answers of the starter model to the sample prompts.

Run it from a checkout with `python packaging/make_sample.py`. It goes through the program's own
generation, and writes down the sampling settings and the seed of every answer. Answers that are
there are kept; prompts without are answered.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import Output
from desktop.services.foreground import do_run
from desktop.services.generation import prepare_generation
from desktop.services.sample_project import create_sample_project, responses_file
from desktop.services.starter import ensure_starter

if TYPE_CHECKING:
    from desktop.services.project import Project

SETTINGS = {
    "per_prompt": 3,
    "sampling.temperature": 0.8,
    "sampling.max_new_tokens": 64,
    "batch_size": 24,
    "seed": 20,
}


def main() -> int:
    """Sample the answers and write the file; return the exit status."""
    out = Output(as_json=False)
    ensure_starter(out.progress)
    target = responses_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch()
    with tempfile.TemporaryDirectory() as folder, create_sample_project(Path(folder)) as project:
        do_run(project, prepare_generation(project, SETTINGS), out.hear)
        count = _write(project, target)
    out.result({"answers": count}, f"{count} answers in {target}")
    return 0


def _write(project: Project, target: Path) -> int:
    prompts = {p.id: p for p in project.store.prompts.list()}
    responses = sorted(project.store.responses.all(), key=lambda r: (r.prompt_id, r.id))
    with target.open("w", encoding="utf-8") as lines:
        for response in responses:
            row = {
                "prompt": prompts[response.prompt_id].text,
                "text": response.text,
                "finished": response.finished,
                "token_count": response.token_count,
                "seed": response.seed,
                "sampling": response.sampling.to_json() if response.sampling else None,
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return len(responses)


if __name__ == "__main__":
    sys.exit(main())
