"""The second reward model: trained on judgements that the first never saw, and never optimised.

While the policy learns to please the first, the second stays a bystander. Where the first's rewards
rise and the second's do not, the policy games its judge (Gao 2023). It lies inside the version of
the first, as a version of its own kind of files.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.heads import has_head

if TYPE_CHECKING:
    from desktop.domain.runs import ModelSource

FOLDER = "second"


def second_source(reward: ModelSource) -> ModelSource | None:
    """Return the files of the second reward model beside a reward model; None without one."""
    folder = Path(reward.adapter_folder or reward.base_folder) / FOLDER
    if not has_head(folder):
        return None
    return replace(reward, adapter_folder=str(folder), version_id=None)
