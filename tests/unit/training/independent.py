"""PPO once more, in plain Python floats (float64) and loops: written from the papers alone.

Nothing is shared with `desktop.training`: no tensors, no masks, only lists of real tokens.
"""

from __future__ import annotations

import math

Row = list[float]


def mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def flat(rows: list[Row]) -> list[float]:
    return [value for row in rows for value in row]


def whitened(rows: list[Row], *, shift: bool) -> list[Row]:
    centre = mean(flat(rows))
    variance = mean([(value - centre) ** 2 for value in flat(rows)])
    scale = 1.0 / math.sqrt(variance + 1e-8)
    return [[(v - centre) * scale + (0.0 if shift else centre) for v in row] for row in rows]


def rewards_of_tokens(score: float, policy: Row, reference: Row, price: float) -> Row:
    rewards = [-price * (p - r) for p, r in zip(policy, reference, strict=True)]
    rewards[-1] += score
    return rewards


def advantages_and_returns(rewards: Row, values: Row, gamma: float, lam: float) -> tuple[Row, Row]:
    """By the definition: A_t is the sum over k of (gamma lam)^k delta_{t+k}."""
    length = len(rewards)
    after = [*values[1:], 0.0]
    deltas = [rewards[t] + gamma * after[t] - values[t] for t in range(length)]
    advantages = [
        math.fsum((gamma * lam) ** k * deltas[t + k] for k in range(length - t))
        for t in range(length)
    ]
    return advantages, [a + v for a, v in zip(advantages, values, strict=True)]


def policy_loss(new: float, old: float, advantage: float, clip: float) -> float:
    ratio = math.exp(new - old)
    held = min(max(ratio, 1.0 - clip), 1.0 + clip)
    return -min(ratio * advantage, held * advantage)


def value_loss(new: float, old: float, target: float, clip: float) -> float:
    held = old + min(max(new - old, -clip), clip)
    return max((new - target) ** 2, (held - target) ** 2) / 2.0


def dpo(policy: float, reference: float, target: float, beta: float, smoothing: float) -> float:
    margin = beta * (policy - reference)
    wanted = target * (1.0 - smoothing) + (1.0 - target) * smoothing

    def log_sigmoid(x: float) -> float:
        return -math.log1p(math.exp(-x)) if x > 0 else x - math.log1p(math.exp(x))

    return -(wanted * log_sigmoid(margin) + (1.0 - wanted) * log_sigmoid(-margin))


def explained(values: list[float], returns: list[float]) -> float:
    rest = [r - v for r, v in zip(returns, values, strict=True)]
    spread = mean([(r - mean(returns)) ** 2 for r in returns])
    return 1.0 - mean([(r - mean(rest)) ** 2 for r in rest]) / spread


def price_after(price: float, kl: float, target: float, responses: int, horizon: int) -> float:
    error = max(-0.2, min(0.2, kl / target - 1.0))
    return price * (1.0 + error * responses / horizon)
