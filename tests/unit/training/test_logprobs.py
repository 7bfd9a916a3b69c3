"""Chunked log-probabilities against a plain float64 computation of the whole."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from desktop.training.logprobs import token_logprobs, token_logprobs_and_entropy


def reference(
    hidden: Tensor, weight: Tensor, targets: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    logits = hidden.double() @ weight.double().T / temperature
    probabilities = torch.exp(logits) / torch.exp(logits).sum(dim=1, keepdim=True)
    entropy = -(probabilities * torch.log(probabilities)).sum(dim=1)
    return torch.log(probabilities)[torch.arange(len(targets)), targets], entropy


@pytest.fixture
def problem() -> tuple[Tensor, nn.Linear, Tensor]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return torch.randn(23, 8), nn.Linear(8, 40, bias=False), torch.randint(0, 40, (23,))


@pytest.mark.parametrize("chunk", [1, 7, 23, 100])
@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_values(problem: tuple[Tensor, nn.Linear, Tensor], chunk: int, temperature: float) -> None:
    hidden, head, targets = problem
    expected, entropy = reference(hidden, head.weight, targets, temperature)
    head.requires_grad_(False)
    plain = token_logprobs(head, hidden, targets, temperature=temperature, chunk=chunk)
    torch.testing.assert_close(plain.double(), expected, rtol=1e-5, atol=1e-5)
    both = token_logprobs_and_entropy(head, hidden, targets, temperature=temperature, chunk=chunk)
    assert torch.equal(both[0], plain)
    torch.testing.assert_close(both[1].double(), entropy, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("trainable", [False, True])
@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_gradients(
    problem: tuple[Tensor, nn.Linear, Tensor], trainable: bool, temperature: float
) -> None:
    hidden, head, targets = problem
    weights = torch.linspace(-1, 1, 23)
    head.requires_grad_(trainable)
    wanted_hidden = hidden.double().requires_grad_()
    wanted_weight = head.weight.detach().double().requires_grad_()
    expected, _ = reference(wanted_hidden, wanted_weight, targets, temperature)
    (expected * weights).sum().backward()

    hidden = hidden.requires_grad_()
    found = token_logprobs(
        head, hidden, targets, temperature=temperature, trainable_logits=trainable, chunk=7
    )
    (found * weights).sum().backward()
    assert hidden.grad is not None
    assert wanted_hidden.grad is not None
    torch.testing.assert_close(
        hidden.grad.double(),
        wanted_hidden.grad,
        rtol=1e-4,
        atol=1e-5,
    )
    if trainable:
        assert head.weight.grad is not None
        assert wanted_weight.grad is not None
        torch.testing.assert_close(
            head.weight.grad.double(),
            wanted_weight.grad,
            rtol=1e-4,
            atol=1e-5,
        )


@pytest.mark.parametrize("trainable", [False, True])
def test_entropies_come_with_the_gradient_of_the_log_probabilities_alone(
    problem: tuple[Tensor, nn.Linear, Tensor], trainable: bool
) -> None:
    hidden, head, targets = problem
    head.requires_grad_(trainable)
    gradients = []
    for entropy in (False, True):
        leaf = hidden.clone().requires_grad_()
        if entropy:
            found, known = token_logprobs_and_entropy(
                head, leaf, targets, trainable_logits=trainable, chunk=7
            )
            assert not known.requires_grad
            _, wanted = reference(hidden, head.weight, targets, 1.0)
            torch.testing.assert_close(known.double(), wanted.detach(), rtol=1e-5, atol=1e-5)
        else:
            found = token_logprobs(head, leaf, targets, trainable_logits=trainable, chunk=7)
        found.sum().backward()
        assert leaf.grad is not None
        gradients.append(leaf.grad)
    assert torch.equal(*gradients)


def test_computing_the_gradient_does_not_change_the_value(
    problem: tuple[Tensor, nn.Linear, Tensor],
) -> None:
    hidden, head, targets = problem
    head.requires_grad_(False)
    with torch.no_grad():
        quiet = token_logprobs(head, hidden, targets, chunk=7)
    learning = token_logprobs(head, hidden.requires_grad_(), targets, chunk=7)
    assert learning.requires_grad
    assert torch.equal(quiet, learning.detach())


def test_no_tokens(problem: tuple[Tensor, nn.Linear, Tensor]) -> None:
    hidden, head, targets = problem
    assert token_logprobs(head, hidden[:0], targets[:0], chunk=7).shape == (0,)
    assert [
        t.shape for t in token_logprobs_and_entropy(head, hidden[:0], targets[:0], chunk=7)
    ] == [(0,)] * 2


def test_certainty_has_no_entropy() -> None:
    hidden = torch.tensor([[200.0, 0.0, 0.0]])
    logprobs, entropy = token_logprobs_and_entropy(lambda h: h, hidden, torch.tensor([0]), chunk=7)
    assert logprobs.item() == 0.0
    assert entropy.item() == 0.0
