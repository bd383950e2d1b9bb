"""How well replies are inferred: ``python benchmarks/replies.py [--quick]`` prints the tables of docs/replies.md.

Ubuntu dev with names full, without leading names, without any; the same thinned to few conversations at a time; the
hand-coded group chats, each by a ranker fitted without it; calibration; intervals; time and memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterable

import numpy as np
import pandas as pd
from gold_replies import COUNTS, GoldChat, read_gold, reply_counts, reply_scores
from irc import IrcChat, read_part, strip_names, thin
from reply_measures import (
    Judged,
    addressee_counts,
    calibration_error,
    cosine,
    edge_f1,
    edges,
    expected_edges,
    f_score,
    given_activity,
    given_targets,
    gold_targets,
    link_counts,
    reliability,
    strength,
)
from train_replies import LEFT_OUT

from bmp_networks.coding.replies import ReplyHints, draw_replies, infer_replies
from bmp_networks.coding.reply_rules import RULES

FIRST_THREE = ("jejaring_ios_id", "kios_android_en", "lipursari_android_id")
"""The chats that were there while the features were written; the others came later."""

PLAIN = ("previous", "previous_other", "mention", "window", "ranker")


def judge(chats: Iterable[IrcChat], rule: str) -> list[Judged]:
    return [Judged.of(chat, infer_replies(chat.messages, ReplyHints(), rule=rule)) for chat in chats]


def network_scores(judged: list[Judged]) -> list[float]:
    """Edge-set F1 of hard links, cosine of expected weights, in- and out-strength given activity; means over files."""
    found, rest = np.zeros(3), []
    for one in judged:
        chat = one.chat
        gold, expected = edges(chat, gold_targets(chat)), expected_edges(one)
        found += edge_f1(edges(chat, given_targets(one)), gold)
        writers = [chat.author[i] for i in chat.targets]
        people = sorted(set(writers) | {person for pair in gold for person in pair})
        activity = np.array([writers.count(person) for person in people], dtype=float)
        both = [
            given_activity(strength(expected, people, end), strength(gold, people, end), activity) for end in (1, 0)
        ]
        rest.append([cosine(expected, gold), *both])
    return [f_score(found) / 100, *np.mean(rest, axis=0)]


def cover(judged: list[Judged], n_draws: int = 200) -> tuple[float, float]:
    """How often the 90 % interval over draws holds the gold in-strength: all members, and those with three or more."""
    hits = []
    for one in judged:
        chat = one.chat
        gold = edges(chat, gold_targets(chat))
        people = sorted({chat.author[i] for i in chat.targets} | {pair[1] for pair in gold})
        drawn = np.array(
            [
                strength(edges(chat, {i: int(j) for i, j in enumerate(row) if j >= 0}), people, 1)
                for row in draw_replies(one.replies, n_draws, 1)
            ]
        )
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        true = strength(gold, people, 1)
        hits += [(np.ceil(high) >= t and np.floor(low) <= t, t) for low, high, t in zip(low, high, true, strict=True)]
    table = np.array(hits)
    return float(table[table[:, 1] > 0, 0].mean()), float(table[table[:, 1] >= 3, 0].mean())


def ubuntu_table() -> None:
    print(
        "\nUbuntu dev: link F | edge-set F1, weight cosine, in- and out-strength given activity | ECE | cover all, ≥ 3"
    )
    chats = list(read_part("dev"))
    for how in ("full", "lead", "all"):
        stripped = [strip_names(chat, how) for chat in chats]
        for rule in PLAIN:
            judged = judge(stripped, rule)
            row = [f"{how:5}{rule:15}", f"{f_score(sum(link_counts(one) for one in judged)):.1f}"]
            row += [f"{score:.3f}" for score in network_scores(judged)]
            if rule in ("window", "ranker"):
                row += [f"ECE {calibration_error(reliability(judged)):.3f}"]
            if rule == "ranker":
                row += ["cover " + " ".join(f"{share:.3f}" for share in cover(judged))]
            print(" ".join(row), flush=True)
            if rule == "ranker":
                print(reliability(judged).round(3).T.to_string())


def thinned_table(seeds: tuple[int, ...] = (7, 8)) -> None:
    print("\nUbuntu dev thinned: right addressee, link F")
    chats = list(read_part("dev"))
    for how in ("lead", "all"):
        for n_conversations in (1, 2, 3):
            thinned = [
                one
                for seed in seeds
                for random in [np.random.default_rng(seed)]
                for chat in chats
                for one in thin(strip_names(chat, how), n_conversations, random)
            ]
            for rule in ("previous", "ranker"):
                judged = judge(thinned, rule)
                right, wanted = sum(addressee_counts(one) for one in judged)
                link = f_score(sum(link_counts(one) for one in judged))
                print(f"{how:5}{n_conversations} at a time {rule:10}{right / wanted:.3f}  {link:.1f}  n {wanted:.0f}")


def best_targets(replies: pd.DataFrame) -> np.ndarray:
    return replies.drop_duplicates("i")["j"].to_numpy()


def gold_table() -> None:
    print("\nGroup chats: message F, person F, right decisions, each with its 95 % interval (blocks of 10 messages)")
    chats = read_gold()
    rules = {
        rule: [best_targets(infer_replies(chat.messages, chat.hints, rule=rule)) for chat in chats] for rule in PLAIN
    }
    rules["ranker, as shipped"] = rules.pop("ranker")
    if LEFT_OUT.exists():
        table = pd.read_csv(LEFT_OUT)
        left_out = [table[table["chat"] == chat.name] for chat in chats]
        if all(map(len, left_out)):
            rules["ranker, chat left out"] = list(map(best_targets, left_out))
        print(f"calibration error, chat left out: {gold_calibration(chats, table):.3f}")
    for rule, targets in rules.items():
        counts = [reply_counts(chat.gold, target) for chat, target in zip(chats, targets, strict=True)]
        print(f"{rule:22}", with_interval(counts))
        early = [one for chat, one in zip(chats, counts, strict=True) if chat.name in FIRST_THREE]
        print(f"{'  first three chats':22}", with_interval(early))
        if rule.startswith("ranker"):
            for chat, one in zip(chats, counts, strict=True):
                print(f"  {chat.name:20}", " ".join(f"{score:.3f}" for score in reply_scores(one.sum(axis=0))))
    print("a second reader        .93-.97 of links, .94-.98 of decisions (first three; published with their codebook)")
    print("'as shipped' shows memory where the constants were fitted to the chat")


def gold_calibration(chats: list[GoldChat], table: pd.DataFrame) -> float:
    judged = []
    for chat in (chat for chat in chats if (table["chat"] == chat.name).any()):
        one = IrcChat(chat.name, np.zeros(0), chat.messages["author"].tolist(), [], chat.targets)
        judged.append(Judged.of(one, table[table["chat"] == chat.name]))
    return calibration_error(reliability(judged))


def with_interval(counts: list[np.ndarray], resamples: int = 2000) -> str:
    """Scores of all chats together and their percentile intervals over resampled blocks of ten messages."""
    blocks = [chat[start : start + 10].sum(axis=0) for chat in counts for start in range(0, len(chat), 10)]
    stacked = np.array(blocks).reshape(-1, len(COUNTS))
    random = np.random.default_rng(0)
    drawn = [stacked[random.integers(0, len(stacked), len(stacked))].sum(axis=0) for _ in range(resamples)]
    low, high = np.quantile([reply_scores(one) for one in drawn], [0.025, 0.975], axis=0)
    scores = reply_scores(stacked.sum(axis=0))
    return "  ".join(f"{s:.3f} [{a:.2f}, {b:.2f}]" for s, a, b in zip(scores, low, high, strict=True))


def speed_table() -> None:
    print("\nTime: seconds of CPU, peak memory of the process")
    chats = [chat.messages for chat in read_gold()]
    for n in (40_000, 100_000):
        table = pd.concat(chats * (n // 700), ignore_index=True).iloc[:n].reset_index(drop=True)
        gaps = np.random.default_rng(0).exponential(240, n).cumsum().astype("timedelta64[s]")
        table["timestamp"] = np.datetime64("2020-01-01T00:00:00", "s") + gaps
        start = time.process_time()
        infer_replies(table, ReplyHints())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n} messages {time.process_time() - start:.1f} s, {peak:.0f} MB", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="only the group chats and the time")
    quick = arguments.parse_args().quick
    assert set(PLAIN) == set(RULES)
    speed_table()
    gold_table()
    if not quick:
        ubuntu_table()
        thinned_table()


if __name__ == "__main__":
    main()
