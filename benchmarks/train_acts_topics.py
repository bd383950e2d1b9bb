"""Fit the weights of the act and topic models on hand-coded chats, starting from the hand-made ones.

    python benchmarks/train_acts_topics.py [FOLDER …] [--write] [--spread 0.3]

Each FOLDER holds one folder a chat; by default the sample chats and ``coded_chats`` are read.

A softmax with a normal prior around the hand-made weights (the table [prior] of each weights file; the wider
``spread``, the freer the fit). Every message counts half with the reply links people coded and half with hand-weighted
links that know no chat. Printed: how often the label is right with the hand-made weights alone, with the chat left out
of the fit (by hand-weighted, fitted and coded links), and in the sample. ``--write`` puts the weights fitted on all
chats into the data files. Deterministic, numpy only.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from gold_chats import CodedChat, read_gold_chats

from bmp_networks.coding.acts import act_feature_names, act_features, code_acts
from bmp_networks.coding.label_model import LabelModel, model_from_tables
from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.coding.topics import code_topics, topic_feature_names, topic_features
from bmp_networks.containers.coding import ACTS, TOPICS

CHATS = (Path(__file__).resolve().parents[1] / "sample_chats", Path(__file__).resolve().parent / "coded_chats")
DATA = Path(__file__).resolve().parents[1] / "bmp_networks" / "data" / "lexicons"
SPREAD = {"act": 0.3, "topic": 0.35}
"""How far weights may stray from the hand-made ones: where the left-out figures were best."""
STEPS, RATE = 800, 0.05
SMALLEST = 0.02

KINDS: dict[str, tuple[tuple[str, ...], Callable[[], tuple[str, ...]], Callable[[MessageSigns], np.ndarray]]] = {
    "act": (ACTS, act_feature_names, act_features),
    "topic": (TOPICS, topic_feature_names, topic_features),
}


def fit(table: np.ndarray, labels: np.ndarray, weight: np.ndarray, start: LabelModel, spread: float) -> LabelModel:
    """Fit a softmax with a normal prior of the given spread around the starting weights (Adam, fixed steps)."""
    prior = np.vstack([start.bias, start.weights])
    x = np.column_stack([np.ones(len(table)), table])
    y = np.eye(len(start.labels))[labels]
    w = prior.copy()
    first = np.zeros_like(w)
    second = np.zeros_like(w)
    for step in range(1, STEPS + 1):
        scores = x @ w
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        gradient = x.T @ ((p - y) * weight[:, None]) + (w - prior) / spread**2
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        w -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return LabelModel(start.labels, start.features, w[1:], w[0])


def hand_made(kind: str) -> LabelModel:
    """Read the hand-made weights of a model."""
    labels, names, _ = KINDS[kind]
    content = tomllib.loads((DATA / f"{kind}_weights.toml").read_text("utf-8"))
    prior = dict(content["prior"])
    bias = prior.pop("bias", {})
    unknown = set(prior) - set(names())
    if unknown:
        print(f"{kind}: hand-made weights of no feature: {sorted(unknown)}")
    return model_from_tables(labels, names(), prior, bias)


def fitted(kind: str, chats: list[CodedChat], spread: float) -> LabelModel:
    """Fit a model on chats, each with the coded and with the machine's links."""
    _, _, features = KINDS[kind]
    labels = KINDS[kind][0]
    tables = [features(signs) for chat in chats for signs in (chat.signs_window, chat.signs_gold)]
    targets = [labels.index(row[kind]) for chat in chats for _ in range(2) for row in chat.gold]
    return fit(np.vstack(tables), np.array(targets), np.full(len(targets), 0.5), hand_made(kind), spread)


def accuracy(kind: str, gold: list[dict[str, Any]], signs: MessageSigns, model: LabelModel) -> float:
    """Give the share of messages whose label is right."""
    got, _ = (code_acts if kind == "act" else code_topics)(signs, model)
    return float(np.mean([label == row[kind] for label, row in zip(got, gold, strict=True)]))


def report(kind: str, chats: list[CodedChat], spread: float) -> None:
    """Print the figures of every chat and their average over messages."""
    sizes = [len(chat.gold) for chat in chats]
    start, whole = hand_made(kind), fitted(kind, chats, spread)
    columns: dict[str, list[float]] = defaultdict(list)
    for chat in chats:
        others = fitted(kind, [other for other in chats if other is not chat], spread)
        links = {"hand-weighted": chat.signs_window, "fitted": chat.signs_ranker, "coded": chat.signs_gold}
        columns["hand-made weights"].append(accuracy(kind, chat.gold, chat.signs_window, start))
        for name, signs in links.items():
            columns[f"left out, {name} links"].append(accuracy(kind, chat.gold, signs, others))
        columns["in sample"].append(accuracy(kind, chat.gold, chat.signs_ranker, whole))
    for name, values in columns.items():
        each = "  ".join(f"{chat.name[:9]} {value:.3f}" for chat, value in zip(chats, values, strict=True))
        print(f"{kind:6} {name:29} {np.average(values, weights=sizes):.3f}   {each}")


def write(kind: str, model: LabelModel, chats: list[CodedChat], spread: float) -> None:
    """Put fitted weights into the data file, below the hand-made ones."""
    path = DATA / f"{kind}_weights.toml"
    text = path.read_text("utf-8")
    head = text[: text.index("# Fitted")] if "# Fitted" in text else text[: text.index("[bias]")]
    n = sum(len(chat.gold) for chat in chats)
    lines = [
        f"# Fitted by benchmarks/train_acts_topics.py on {n} hand-coded messages of {len(chats)} invented chats,",
        f"# spread {spread} around the hand-made weights above; weights below {SMALLEST} are left out.",
        "",
        "[bias]",
        *(f"{label} = {value:.2f}" for label, value in zip(model.labels, model.bias, strict=True)),
        "",
        "[weights]",
    ]
    for name, row in zip(model.features, model.weights, strict=True):
        kept = [f"{label} = {v:.2f}" for label, v in zip(model.labels, row, strict=True) if abs(v) >= SMALLEST]
        if kept:
            lines.append(f"{json.dumps(name)} = {{ {', '.join(kept)} }}")
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=CHATS, metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--spread", type=float, help="for both models")
    options = parser.parse_args()
    chats = [chat for folder in options.folders for chat in read_gold_chats(folder)]
    for kind in KINDS:
        spread = options.spread or SPREAD[kind]
        report(kind, chats, spread)
        if options.write:
            write(kind, fitted(kind, chats, spread), chats, spread)


if __name__ == "__main__":
    main()
