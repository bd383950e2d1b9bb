"""What is measured of inferred replies against gold: links, people, edges, strength, calibration, intervals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from irc import IrcChat


@dataclass(frozen=True)
class Judged:
    """An annotated chat and what a rule made of it: the table of replies and the best target of every message."""

    chat: IrcChat
    replies: pd.DataFrame
    best: np.ndarray

    @classmethod
    def of(cls, chat: IrcChat, replies: pd.DataFrame) -> Judged:
        best = replies.drop_duplicates("i")["j"].to_numpy()
        return cls(chat, replies, best)


def link_counts(judged: Judged) -> np.ndarray:
    """Right, given and gold links; a link to itself opens something new; system lines answer nobody."""
    chat = judged.chat
    right = sum((i if judged.best[i] < 0 else int(judged.best[i])) in js for i, js in chat.targets.items())
    given = len(chat.targets) + chat.system_lines
    gold = sum(map(len, chat.targets.values())) + chat.system_links
    return np.array([right + chat.system_right, given, gold], dtype=float)


def f_score(counts: np.ndarray) -> float:
    right, given, gold = counts
    return 200 * right / (given + gold)


def person_answered(chat: IrcChat, target: dict[int, int], i: int) -> str | None:
    """Follow own lines to the first other author that is answered; None where there is none."""
    seen = i
    while True:
        following = target.get(seen, -1)
        if following < 0 or following == seen:
            return None
        if chat.author[following] != chat.author[i]:
            return chat.author[following]
        seen = following


def gold_targets(chat: IrcChat) -> dict[int, int]:
    """Give each message its nearest gold target."""
    return {i: max(js) for i, js in chat.targets.items() if max(js) >= 0}


def given_targets(judged: Judged) -> dict[int, int]:
    return {i: int(j) for i, j in enumerate(judged.best) if j >= 0}


def addressee_counts(judged: Judged) -> np.ndarray:
    """Messages whose gold answers somebody, and those of them for whom the person is right."""
    gold, given = gold_targets(judged.chat), given_targets(judged)
    pairs = [
        (person_answered(judged.chat, gold, i), person_answered(judged.chat, given, i)) for i in judged.chat.targets
    ]
    wanted = [(want, got) for want, got in pairs if want is not None]
    return np.array([sum(want == got for want, got in wanted), len(wanted)], dtype=float)


def edges(chat: IrcChat, target: dict[int, int]) -> Counter[tuple[str, str]]:
    """Count who answers whom over the annotated messages, own lines followed."""
    found: Counter[tuple[str, str]] = Counter()
    for i in chat.targets:
        person = person_answered(chat, target, i)
        if person is not None:
            found[chat.author[i], person] += 1
    return found


def expected_edges(judged: Judged) -> Counter[tuple[str, str]]:
    """Expected counts: the probability of own lines goes on to whom these answer."""
    chat = judged.chat
    reach: list[Counter[str]] = []
    found: Counter[tuple[str, str]] = Counter()
    rows = judged.replies.groupby("i")
    for i, row in rows:
        here: Counter[str] = Counter()
        for j, p in zip(row["j"].tolist(), row["p"].tolist(), strict=True):
            if j >= 0 and chat.author[j] != chat.author[i]:
                here[chat.author[j]] += p
            elif j >= 0:
                for person, q in reach[j].items():
                    here[person] += p * q
        reach.append(here)
        if i in chat.targets:
            for person, q in here.items():
                found[chat.author[i], person] += q
    return found


def edge_f1(given: Counter[tuple[str, str]], gold: Counter[tuple[str, str]]) -> np.ndarray:
    return np.array([len(set(given) & set(gold)), len(given), len(gold)], dtype=float)


def cosine(given: Counter[tuple[str, str]], gold: Counter[tuple[str, str]]) -> float:
    product = sum(value * gold[key] for key, value in given.items())
    return product / np.sqrt(sum(v * v for v in given.values()) * sum(v * v for v in gold.values()))


def strength(found: Counter[tuple[str, str]], people: list[str], end: int) -> np.ndarray:
    total: Counter[str] = Counter()
    for pair, value in found.items():
        total[pair[end]] += value
    return np.array([total[person] for person in people], dtype=float)


def given_activity(one: np.ndarray, other: np.ndarray, activity: np.ndarray) -> float:
    """Spearman correlation of two strengths, the number of messages taken out of both."""
    ranks = [pd.Series(values).rank().to_numpy() for values in (one, other, activity)]
    design = np.column_stack([np.ones(len(activity)), ranks[2]])
    left = [rank - design @ np.linalg.lstsq(design, rank, rcond=None)[0] for rank in ranks[:2]]
    spread = np.sqrt((left[0] ** 2).sum() * (left[1] ** 2).sum())
    return float((left[0] * left[1]).sum() / spread) if spread > 1e-9 else 0.0


def reliability(judged: list[Judged], n_bins: int = 10) -> pd.DataFrame:
    """Compare how sure the best option was with how often it was right, in bins."""
    sure, right = [], []
    for one in judged:
        top = one.replies.drop_duplicates("i").set_index("i")
        for i, js in one.chat.targets.items():
            sure.append(top["p"][i])
            right.append((i if top["j"][i] < 0 else top["j"][i]) in js)
    table = pd.DataFrame({"p": sure, "right": right})
    table["bin"] = (table["p"] * n_bins).clip(upper=n_bins - 1e-9).astype(int)
    return table.groupby("bin").agg(n=("p", "size"), said=("p", "mean"), was=("right", "mean"))


def calibration_error(table: pd.DataFrame) -> float:
    """Expected calibration error: mean distance of what was said and what was, weighted by how often."""
    return float((table["n"] * (table["said"] - table["was"]).abs()).sum() / table["n"].sum())
