"""The peers: other programs that do the same work, each in an environment of its own.

They need other releases than ours, so each gets a virtual environment in the user's cache folder,
made the first time. A peer's script runs there and prints one JSON line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import platformdirs

TRL_REWARD = "trl-1.16.0"
TRL_PPO = "trl-1.12.0"
"""The last release with a PPO trainer."""
_REQUIREMENTS = {
    name: ("torch==2.13.0", "transformers>=5,<6", name.replace("-", "=="), "peft", "datasets")
    for name in (TRL_REWARD, TRL_PPO)
}
_SCRIPTS = Path(__file__).parent / "peer_scripts"


def run_peer(peer: str, script: str, *arguments: str) -> dict[str, Any]:
    """Run a script in a peer's environment and return what it measured."""
    return run_json([str(_python(peer)), str(_SCRIPTS / script), *arguments])


def run_json(command: list[str]) -> dict[str, Any]:
    """Run a program and return the JSON object in its last line; its errors are shown."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return measured


def _python(peer: str) -> Path:
    folder = platformdirs.user_cache_path("tastemaker") / "peers" / peer
    python = folder / "bin" / "python"
    complete = folder / "complete"
    if not complete.exists():
        sys.stderr.write(f"Installing {peer} in {folder}\n")
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *_REQUIREMENTS[peer]]
        subprocess.run(install, check=True)
        complete.touch()
    return python
