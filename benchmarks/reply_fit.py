"""Fit small nets to reply links with numpy alone: a softmax over candidates and "opens something new", by Adam."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_nets import Net


@dataclass
class Examples:
    """Messages with their candidates: features of pairs and of messages, and which of them are right.

    ``first`` gives where each message's pairs begin; ``right`` marks right pairs, ``new`` messages that open something
    new; ``group`` names the file a message comes from; ``weight`` how much it counts.
    """

    pairs: np.ndarray
    opens: np.ndarray
    first: np.ndarray
    right: np.ndarray
    new: np.ndarray
    group: np.ndarray
    weight: np.ndarray

    @property
    def n(self) -> int:
        return len(self.new)

    def usable(self) -> np.ndarray:
        """Messages for which at least one right option is among the candidates."""
        hits = np.add.reduceat(np.append(self.right, False).astype(int), self.first[:-1])
        hits[np.diff(self.first) == 0] = 0
        return np.flatnonzero((hits > 0) | self.new)


def join(parts: list[Examples]) -> Examples:
    """Put examples one after another."""
    shifts = np.cumsum([0] + [len(part.pairs) for part in parts])
    first = np.concatenate(
        [part.first[:-1] + shift for part, shift in zip(parts, shifts, strict=False)] + [shifts[-1:]]
    )
    return Examples(
        np.concatenate([part.pairs for part in parts]), np.concatenate([part.opens for part in parts]), first,
        np.concatenate([part.right for part in parts]), np.concatenate([part.new for part in parts]),
        np.concatenate([part.group for part in parts]), np.concatenate([part.weight for part in parts]),
    )  # fmt: skip


def rows_of(first: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers of the pairs of chosen messages, and the place of each pair's message among the chosen."""
    length = first[chosen + 1] - first[chosen]
    owner = np.repeat(np.arange(len(chosen)), length)
    start = np.repeat(first[chosen] - np.concatenate([[0], np.cumsum(length)[:-1]]), length)
    return start + np.arange(len(owner)), owner


class Trainer:
    """A net under training: layers, Adam's moments, standardised inputs."""

    def __init__(self, sample: np.ndarray, hidden: tuple[int, ...], random: np.random.Generator) -> None:
        sample = sample.astype(np.float32)
        self.mean = sample.mean(axis=0)
        spread = sample.std(axis=0)
        # What never varies while fitting must not speak later (its weights stay as random as they began).
        self.scale = np.where(spread > 0, 1 / np.maximum(spread, 0.15), 0.0).astype(np.float32)
        sizes = (sample.shape[1], *hidden, 1)
        self.layers = []
        for n_in, n_out in itertools.pairwise(sizes):
            spread = np.sqrt(2 / n_in) if n_out > 1 else 0.1
            self.layers += [random.normal(0, spread, (n_in, n_out)).astype(np.float32), np.zeros(n_out, np.float32)]
        self.moments = [(np.zeros_like(layer), np.zeros_like(layer)) for layer in self.layers]
        self.steps = 0

    def forward(self, rows: np.ndarray) -> np.ndarray:
        self.signals = [(rows.astype(np.float32) - self.mean) * self.scale]
        for place in range(0, len(self.layers), 2):
            signal = self.signals[-1] @ self.layers[place] + self.layers[place + 1]
            if place + 2 < len(self.layers):
                np.maximum(signal, 0, out=signal)
            self.signals.append(signal)
        return self.signals[-1][:, 0]

    def backward(self, slope: np.ndarray, rate: float, decay: float) -> None:
        slope = slope[:, None].astype(np.float32)
        steps: list[np.ndarray] = [np.empty(0)] * len(self.layers)
        for place in range(len(self.layers) - 2, -1, -2):
            signal = self.signals[place // 2]
            steps[place], steps[place + 1] = signal.T @ slope, slope.sum(axis=0)
            if place:
                slope = (slope @ self.layers[place].T) * (signal > 0)
        self.steps += 1
        for layer, step, (mean, square) in zip(self.layers, steps, self.moments, strict=True):
            mean += 0.1 * (step - mean)
            square += 0.002 * (step * step - square)
            correct = np.sqrt(1 - 0.998**self.steps) / (1 - 0.9**self.steps)
            layer -= rate * (correct * mean / (np.sqrt(square) + 1e-8) + (decay * layer if layer.ndim > 1 else 0))

    def net(self) -> Net:
        """Give the constants, the standardising folded into the first layer."""
        layers = [layer.copy() for layer in self.layers]
        layers[1] = layers[1] - (self.mean * self.scale) @ layers[0]
        layers[0] = layers[0] * self.scale[:, None]
        return Net(tuple(layers[0::2]), tuple(layers[1::2]))


def fit(
    data: Examples, messages: np.ndarray, *, hidden: tuple[int, ...], epochs: float, seed: int,
    rate: float = 2e-3, decay: float = 1e-3, batch: int = 256, say: bool = True,
) -> tuple[Net, Net]:  # fmt: skip
    """Fit the two nets (of pairs, of messages that open something new) to the given messages."""
    random = np.random.default_rng(seed)
    messages = np.intersect1d(messages, data.usable())
    sample, _ = rows_of(data.first, random.choice(messages, min(4000, len(messages)), replace=False))
    pair_net = Trainer(data.pairs[sample], hidden, random)
    open_net = Trainer(data.opens[random.choice(messages, min(20000, len(messages)), replace=False)], (24,), random)
    n_steps = int(epochs * len(messages) / batch)
    order = np.concatenate([random.permutation(messages) for _ in range(int(np.ceil(epochs)))])
    running = 0.0
    for step in range(n_steps):
        chosen = order[step * batch : (step + 1) * batch]
        loss, slope, slope_open = _step(data, chosen, pair_net, open_net)
        pace = rate * min(1.0, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * step / n_steps)))
        pair_net.backward(slope, pace, decay)
        open_net.backward(slope_open, pace, decay)
        running += (loss - running) * max(0.01, 1 / (step + 1))
        if say and step % 400 == 0:
            print(f"   step {step}/{n_steps} loss {running:.4f}", flush=True)
    return pair_net.net(), open_net.net()


def _step(
    data: Examples, chosen: np.ndarray, pair_net: Trainer, open_net: Trainer
) -> tuple[float, np.ndarray, np.ndarray]:
    rows, owner = rows_of(data.first, chosen)
    scores, new = pair_net.forward(data.pairs[rows]), open_net.forward(data.opens[chosen])
    n = len(chosen)
    top = new.astype(np.float64)
    np.maximum.at(top, owner, scores)
    e, e_new = np.exp(scores - top[owner]), np.exp(new - top)
    total = e_new + np.bincount(owner, weights=e, minlength=n)
    right, right_new = data.right[rows], data.new[chosen]
    good = np.bincount(owner, weights=e * right, minlength=n) + e_new * right_new
    weight = data.weight[chosen] / n
    slope = weight[owner] * (e / total[owner] - e * right / good[owner])
    slope_open = weight * (e_new / total - e_new * right_new / good)
    loss = float((data.weight[chosen] * -np.log(good / total)).mean())
    return loss, slope, slope_open


def predict(nets: tuple[Net, Net], data: Examples, run: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of all pairs and of opening something new."""
    p, p_new = np.zeros(len(data.pairs), np.float32), np.zeros(data.n, np.float32)
    for low in range(0, data.n, run):
        high = min(low + run, data.n)
        span = slice(int(data.first[low]), int(data.first[high]))
        owner = np.repeat(np.arange(high - low), np.diff(data.first[low : high + 1]))
        scores = nets[0].score(data.pairs[span].astype(np.float32))
        new = nets[1].score(data.opens[low:high].astype(np.float32)).astype(np.float64)
        top = new.copy()
        np.maximum.at(top, owner, scores)
        e, e_new = np.exp(scores - top[owner]), np.exp(new - top)
        total = e_new + np.bincount(owner, weights=e, minlength=high - low)
        p[span], p_new[low:high] = e / total[owner], e_new / total
    return p, p_new
