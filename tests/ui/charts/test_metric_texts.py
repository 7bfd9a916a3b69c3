from __future__ import annotations

import pytest

from desktop.domain.metrics import METRICS
from desktop.ui.charts.metric_texts import MetricText, metric_text


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_has_its_words_and_they_are_the_domains(name: str) -> None:
    metric = METRICS[name]
    assert metric_text(name) == MetricText(metric.label, metric.good, metric.unit)


def test_an_unknown_metric_is_shown_by_its_name() -> None:
    assert metric_text("eval/new") == MetricText("eval/new", "", "")
