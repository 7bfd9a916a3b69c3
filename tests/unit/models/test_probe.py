from __future__ import annotations

from unittest.mock import patch

import torch

from desktop.models.probe import probe_devices, try_out


def test_a_device_that_computes_right_is_told_before_it_is_tried() -> None:
    told: list[str] = []
    found = probe_devices(told.append)
    assert told[0] == "cpu"
    assert found["devices"][0] == {"name": "cpu", "error": ""}
    assert found["device"] in {name.partition(":")[0] for name in told}


def test_a_device_that_is_not_there_says_so() -> None:
    assert try_out("cuda:99")
    assert "\n" not in try_out("cuda:99")


def test_wrong_numbers_are_noticed() -> None:
    wrong = torch.full((64, 64), 0.25, requires_grad=True)
    with patch("desktop.models.probe.torch.full", return_value=wrong):
        assert try_out("cpu") == "It computes wrong numbers."
