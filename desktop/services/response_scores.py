"""Scoring what may be compared, so that the next pair can be the one the model is least sure of.

It blocks until a worker has read every response, so it belongs into a thread of its own; each batch
is stored as it comes, and a later call goes on where an earlier one was stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.versions import VersionKind
from desktop.services.one_job import never
from desktop.services.serving import ServeSession

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.scores import ResponseScore
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

    OnProgress = Callable[[int, int], None]

BATCH = 32


def _silent(done: int, total: int) -> None:
    """Hear of progress without doing anything."""


def known_scores(project: Project) -> dict[int, ResponseScore]:
    """Return the scores under the newest reward model by response id; empty without one."""
    version = project.store.versions.latest(VersionKind.REWARD)
    return project.store.scores.of_version(version.id) if version else {}


def unscored(project: Project) -> int:
    """Return how many responses that may be compared the newest reward model has not scored."""
    version = project.store.versions.latest(VersionKind.REWARD)
    return project.store.scores.count_missing(version.id) if version else 0


def fill_scores(
    project: Project,
    *,
    on_progress: OnProgress = _silent,
    cancelled: Callable[[], bool] = never,
    make_session: Callable[..., ServeSession] = ServeSession,
) -> int:
    """Score the responses that the newest reward model has not scored; return how many it were.

    Args:
        project: With a connection of the calling thread.
        on_progress: Told how many of how many are done.
        cancelled: Asked after each batch; what is scored by then is kept.
        make_session: Makes what serves the requests.

    Raises:
        AppError: The reward model cannot be used.

    """
    version = project.store.versions.latest(VersionKind.REWARD)
    missing = project.store.scores.missing(version.id) if version else []
    if version is None or not missing:
        return 0
    done = 0
    with make_session(project.source(version)) as session:
        while done < len(missing) and not cancelled():
            scores = _score(project, session, version, missing[done : done + BATCH])
            project.store.scores.put(version.id, scores)
            done += len(scores)
            on_progress(done, len(missing))
    return done


def _score(
    project: Project, session: ServeSession, version: ModelVersion, ids: Sequence[int]
) -> dict[int, ResponseScore]:
    responses = list(project.store.responses.get_many(ids).values())
    prompts = project.store.prompts.get_many({response.prompt_id for response in responses})
    scores = session.scores(
        [prompts[response.prompt_id].messages for response in responses],
        [response.text for response in responses],
        project.source(version),
        finished=[response.finished for response in responses],
    )
    return {response.id: score for response, score in zip(responses, scores, strict=True)}
