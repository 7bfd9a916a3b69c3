from __future__ import annotations

from desktop.domain import metrics
from desktop.domain.metrics import METRICS, Metric


def test_every_constant_is_listed_under_its_own_name() -> None:
    constants = [value for value in vars(metrics).values() if isinstance(value, Metric)]
    assert len(METRICS) == len(constants)
    assert all(METRICS[metric.name] is metric for metric in constants)


def test_labels_tell_the_metrics_apart() -> None:
    labels = [metric.label for metric in METRICS.values()]
    assert len(set(labels)) == len(labels)
    assert all(labels)
