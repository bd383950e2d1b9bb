"""Fit the weights of the stage model on hand-coded chats.

    python benchmarks/train_stages.py [FOLDER …] [--write]

Each FOLDER holds one folder a chat (chat.txt, roster.csv, actors.csv, gold.jsonl) or is one itself; by default the
sample chats and ``coded_chats``. One logistic model
a stage; the weights of the signs of the stage in question share what they have in common (a normal prior around a
common weight, itself with a wide prior). Every message counts half with the reply links people coded and half with
hand-weighted links that know no chat. The words of the lexicon were tuned on the first chats (``TUNED``) and look surer
there than elsewhere, so the other chats count more. Printed: F of the rules, and of the model with the chat left out of
the fit and in the sample, for several thresholds; the best left-out one is kept. ``--write`` puts the weights fitted on
all chats into the data file. Deterministic, numpy only.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bmp_networks.coding import coder
from bmp_networks.coding.stage_features import SAME_STAGE, StageSigns, plain_feature_names, stage_features
from bmp_networks.coding.stage_model import THREAD, StageModel
from bmp_networks.containers.coding import REPLIES, STAGES
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat

CHATS = (Path(__file__).resolve().parents[1] / "sample_chats", Path(__file__).resolve().parent / "coded_chats")
DATA = Path(__file__).resolve().parents[1] / "bmp_networks" / "data" / "lexicons" / "stage_weights.toml"
TUNED = ("jejaring_ios_id", "kios_android_en", "lipursari_android_id")
"""Chats the words of the stages were tuned on."""
UNTUNED_WEIGHT = 1.5
COMMON, OWN, PLAIN = 0.5, 2.0, 4.0
"""Precision of the priors: of common weights, of a stage's own around them, and of the plain signs."""
STEPS, RATE = 600, 0.03
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)
SMALLEST = 0.01
START = 1.0
"""Weight of the own words from which the fit starts."""


@dataclass(frozen=True)
class TrainingChat:
    """A hand-coded chat: the stages people coded, by rule, and the features with three kinds of reply links."""

    name: str
    gold: np.ndarray
    rules: np.ndarray
    features: dict[str, tuple[np.ndarray, np.ndarray]]


def read_training_chat(folder: Path) -> TrainingChat:
    """Read a chat and what the machine makes of it before the stage model."""
    chat, roster = read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv")
    gazetteer = read_gazetteer(folder / "actors.csv")
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    targets = np.array([-1 if row["reply_to"] is None else row["reply_to"] for row in gold])
    links = REPLIES.build({"i": np.arange(len(gold)), "j": targets, "p": np.ones(len(gold))})
    seen: dict[str, StageSigns] = {}
    decide, infer = coder.decide_stages, coder.infer_replies
    try:
        for name, rule in (("fitted", "ranker"), ("hand-weighted", "window"), ("coded", "ranker")):

            def watched(given: StageSigns, name: str = name) -> tuple[object, None]:
                seen[name] = given
                return given.carried, None

            coder.decide_stages = watched
            coder.infer_replies = infer if name != "coded" else lambda *_, **__: links
            coder.code_messages(chat, roster, gazetteer=gazetteer, reply_rule=rule)
    finally:
        coder.decide_stages, coder.infer_replies = decide, infer
    rules = _table([list(codes) for codes in seen["fitted"].carried.codes])
    features = {name: stage_features(given) for name, given in seen.items()}
    return TrainingChat(folder.name, _table([row["stages"] for row in gold]), rules, features)


def _table(codes: list[list[str]]) -> np.ndarray:
    return np.array([[stage in found for stage in STAGES] for found in codes], dtype=np.float64)


def fit(chats: list[TrainingChat], threshold: float = 0.4) -> StageModel:
    """Fit the model (Adam, fixed steps)."""
    kinds = ("hand-weighted", "coded")
    same = np.vstack([chat.features[kind][0] for chat in chats for kind in kinds]).astype(np.float64)
    plain = np.vstack([chat.features[kind][1] for chat in chats for kind in kinds]).astype(np.float64)
    labels = np.vstack([chat.gold for chat in chats for _ in kinds])
    counts = [(1.0 if chat.name in TUNED else UNTUNED_WEIGHT) / len(kinds) for chat in chats for _ in kinds]
    sizes = [len(chat.gold) for chat in chats for _ in kinds]
    weight = np.repeat(counts, sizes)[:, None]
    start = np.zeros(same.shape[2])
    start[SAME_STAGE.index("own words")] = START
    values = [np.full(len(STAGES), -2.0), start.copy(), np.zeros((same.shape[2], len(STAGES))),
              np.zeros((plain.shape[1], len(STAGES)))]  # fmt: skip
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    for step in range(1, STEPS + 1):
        bias, common, own, flat = values
        scores = bias + np.einsum("nks,sk->nk", same, common[:, None] + own) + plain @ flat
        error = (1 / (1 + np.exp(-scores)) - labels) * weight
        shared = np.einsum("nks,nk->sk", same, error)
        gradients = [error.sum(axis=0), shared.sum(axis=1) + COMMON * (common - start), shared + OWN * own,
                     plain.T @ error + PLAIN * flat]  # fmt: skip
        for at, gradient in enumerate(gradients):
            first[at] = 0.9 * first[at] + 0.1 * gradient
            second[at] = 0.999 * second[at] + 0.001 * gradient**2
            stride = RATE * (first[at] / (1 - 0.9**step)) / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
            values[at] = values[at] - stride
    return StageModel(values[1][:, None] + values[2], values[3], values[0], threshold)


def probabilities(model: StageModel, features: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Give the probability of every stage from features."""
    same, plain = features
    scores = model.bias + np.einsum("nks,sk->nk", same, model.same) + plain @ model.plain
    result: np.ndarray = 1 / (1 + np.exp(-scores))
    return result


def f_of(machine: np.ndarray, person: np.ndarray) -> float:
    """Give F of machine and person, tables of 0 and 1, micro-averaged."""
    return float(2 * (machine * person).sum() / max(1, machine.sum() + person.sum()))


def _line(name: str, tables: list[np.ndarray], chats: list[TrainingChat]) -> str:
    each = "  ".join(f"{c.name[:9]} {f_of(t, c.gold):.3f}" for t, c in zip(tables, chats, strict=True))
    return f"{name:24} {f_of(np.vstack(tables), np.vstack([c.gold for c in chats])):.3f}   {each}"


def report(chats: list[TrainingChat]) -> float:
    """Print the figures and give the best threshold with the chat left out."""
    print(_line("rules", [chat.rules for chat in chats], chats))
    models = [fit([other for other in chats if other is not chat]) for chat in chats]
    left_out = [probabilities(model, chat.features["fitted"]) for model, chat in zip(models, chats, strict=True)]
    person = np.vstack([chat.gold for chat in chats])
    for threshold in THRESHOLDS:
        print(_line(f"left out, from {threshold:.2f}", [p >= threshold for p in left_out], chats))
    best = max(THRESHOLDS, key=lambda threshold: f_of(np.vstack(left_out) >= threshold, person))
    for kind in ("hand-weighted", "coded"):
        tables = [probabilities(m, c.features[kind]) >= best for m, c in zip(models, chats, strict=True)]
        print(_line(f"left out, {kind} links", tables, chats))
    for at, stage in enumerate(STAGES):
        machine, rules = np.vstack(left_out)[:, at] >= best, np.vstack([chat.rules for chat in chats])[:, at]
        print(f"  {stage:14} rules {f_of(rules, person[:, at]):.3f}   left out {f_of(machine, person[:, at]):.3f}")
    whole = fit(chats)
    print(_line("in sample", [probabilities(whole, c.features["fitted"]) >= best for c in chats], chats))
    return best


def write(model: StageModel, chats: list[TrainingChat]) -> None:
    """Write the weights into the data file."""
    n = sum(len(chat.gold) for chat in chats)
    lines = [
        "[meta]",
        'title = "Weights of the stage model"',
        'version = "2026.11"',
        'language = "mul"',
        f'source = "fitted on {len(chats)} invented, hand-coded chats ({n} messages, CC0), benchmarks/train_stages.py"',
        'licence = "CC0-1.0"',
        "",
        "# Log odds a sign speaks for or against a stage. Signs beginning with stage: are about the stage in question",
        "# (own words: what its words weigh); weights below .01 are left out. counts: the probability that counts.",
        "",
        "[threshold]",
        f"counts = {model.threshold:.2f}",
        "",
        "[bias]",
        *(f"{stage} = {value:.2f}" for stage, value in zip(STAGES, model.bias, strict=True)),
        "",
        "[weights]",
    ]
    names = [*(THREAD + name for name in SAME_STAGE), *plain_feature_names()]
    for name, row in zip(names, np.vstack([model.same, model.plain]), strict=True):
        kept = [f"{stage} = {value:.2f}" for stage, value in zip(STAGES, row, strict=True) if abs(value) >= SMALLEST]
        if kept:
            lines.append(f"{json.dumps(name)} = {{ {', '.join(kept)} }}")
    DATA.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folders = [path.parent for root in options.folder or CHATS for path in sorted(root.glob("**/gold.jsonl"))]
    chats = [read_training_chat(folder) for folder in folders]
    threshold = report(chats)
    if options.write:
        write(fit(chats, threshold), chats)


if __name__ == "__main__":
    main()
