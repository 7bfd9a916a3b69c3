"""Which of the open pairs come first: strategies, always beside a share that chance chooses.

A strategy ranks pairs; `arrange` merges its order with the order of chance, slot by slot. About one
slot in five belongs to chance: that random share tells later whether the strategy was worth it.
Newer rounds come before older ones whatever the strategy: old answers are those of an old policy.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.services.pairing import mix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from desktop.domain.scores import ResponseScore
    from desktop.services.pairing import Pair
    from desktop.store.preferences import SettingRepository
    from desktop.store.store import Store

CONTROL_SHARE = 0.2
COMPARED_CHARACTERS = 2000
"""Of longer answers only the beginning is compared for how different they are."""
_PER_MILLE = 1000
_KEY = "rating.plan"


class Queue(StrEnum):
    """What to go through."""

    NEW = "new"
    SKIPPED = "skipped"
    FLAGGED = "flagged"
    REPEAT = "repeat"


class Strategy(StrEnum):
    """What comes first among new pairs."""

    RANDOM = "random"
    UNCERTAIN = "uncertain"
    DIFFERENT = "different"
    LEAST_RATED = "least_rated"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session goes through, and in which order."""

    queue: Queue = Queue.NEW
    strategy: Strategy = Strategy.RANDOM
    control_share: float = CONTROL_SHARE


def read_plan(settings: SettingRepository) -> Plan:
    """Return the plan that the project keeps."""
    values = settings.get(_KEY, {})
    try:
        return Plan(
            Queue(values.get("queue", Queue.NEW)),
            Strategy(values.get("strategy", Strategy.RANDOM)),
        )
    except ValueError:
        # Written by a newer version that knows more of them.
        return Plan()


def keep_plan(settings: SettingRepository, plan: Plan) -> None:
    """Keep the plan for the next session."""
    settings.set(_KEY, {"queue": plan.queue.value, "strategy": plan.strategy.value})


def arrange(
    by_chance: Sequence[Pair],
    ranks: Mapping[Pair, float],
    rounds: Mapping[int, int],
    seed: int,
    control_share: float,
) -> tuple[list[Pair], set[Pair]]:
    """Return all pairs in the order to show them, and those among them that chance chose.

    Args:
        by_chance: The pairs in random order, the newest round first.
        ranks: What the strategy makes of them, the lowest first; a pair without a rank comes after
            the others of its round.
        rounds: Round of each response.
        seed: Decides which slots belong to chance.
        control_share: Share of those slots.
    """

    def key(pair: Pair) -> tuple[int, float]:
        return -rounds[pair.low_id], ranks.get(pair, math.inf)

    ordered = sorted(by_chance, key=key)
    chance, chosen = iter(by_chance), iter(ordered)
    arranged: dict[Pair, bool] = {}
    for slot in range(len(by_chance)):
        control = mix(seed, slot, 5) % _PER_MILLE < control_share * _PER_MILLE
        source = chance if control else chosen
        arranged[next(pair for pair in source if pair not in arranged)] = control
    return list(arranged), {pair for pair, control in arranged.items() if control}


def ranks_of(strategy: Strategy, pairs: Collection[Pair], store: Store) -> dict[Pair, float]:
    """Return what a strategy makes of pairs, the lowest first; chance makes nothing of them."""
    ids = {i for pair in pairs for i in (pair.low_id, pair.high_id)}
    if strategy is Strategy.UNCERTAIN:
        return uncertainty_ranks(pairs, _newest_scores(store, ids))
    if strategy is Strategy.DIFFERENT:
        return difference_ranks(pairs, store.responses.texts(ids, COMPARED_CHARACTERS))
    if strategy is Strategy.LEAST_RATED:
        prompts = {pair.prompt_id for pair in pairs}
        return least_rated_ranks(pairs, store.feedback.times_judged(prompts))
    return {}


def uncertainty_ranks(
    pairs: Iterable[Pair], scores: Mapping[int, ResponseScore]
) -> dict[Pair, float]:
    """Rank pairs by how far apart their rewards are.

    With an ensemble the distance is counted in its spreads: a small difference of which all heads
    are sure is less uncertain than a large one on which they do not agree.
    """
    ranks = {}
    for pair in pairs:
        low, high = scores.get(pair.low_id), scores.get(pair.high_id)
        if low is None or high is None:
            continue
        distance = abs(low.mean - high.mean)
        if low.spread is not None and high.spread is not None:
            spread = math.hypot(low.spread, high.spread)
            distance = distance / spread if spread > 0 else math.inf
        ranks[pair] = distance
    return ranks


def difference_ranks(pairs: Iterable[Pair], texts: Mapping[int, str]) -> dict[Pair, float]:
    """Rank pairs by how alike their texts are: the share of characters they have in common."""
    from rapidfuzz.distance import Indel

    return {
        pair: Indel.normalized_similarity(texts[pair.low_id], texts[pair.high_id]) for pair in pairs
    }


def least_rated_ranks(pairs: Iterable[Pair], judged: Mapping[int, int]) -> dict[Pair, float]:
    """Rank pairs by how often their prompt will have been judged when it is their turn.

    Args:
        pairs: In the order in which chance would show them.
        judged: How often each prompt was judged.
    """
    times = Counter(judged)
    ranks = {}
    for pair in pairs:
        ranks[pair] = float(times[pair.prompt_id])
        times[pair.prompt_id] += 1
    return ranks


def _newest_scores(store: Store, ids: Collection[int]) -> dict[int, ResponseScore]:
    """Return the scores of answers under the newest reward model that has scored anything."""
    version = store.scores.newest_version()
    return store.scores.of_version(version, ids) if version is not None else {}
