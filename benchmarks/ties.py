"""How rightly ties are typed on hand-coded chats: without the roster, by the roster, and for organisations.

``python -m benchmarks.ties [FOLDER ...]`` prints tables for folders of chats (chat.txt, roster.csv, actors.csv,
gold.jsonl); by default the sample chats. The rules never saw malang_android_id and indramayu_ios_en.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from bmp_networks.coding.coder import code_messages
from bmp_networks.containers.coding import REPLIES, Coding
from bmp_networks.containers.roster import Gazetteer, gazetteer_from_rows
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.inferred_ties import infer_ties
from bmp_networks.measures.member_pairs import classify_pair, read_standings
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.organisation_ties import classify_organisation, read_organisations
from bmp_networks.packaged import packaged_gazetteer

SAMPLES = Path(__file__).resolve().parents[1] / "sample_chats"
KINDS = ("bonding", "bridging", "linking")
WAYS = {
    "machine": "the machine's reply links",
    "coded": "reply links a person coded",
    "packaged": "the machine's links and no actors.csv either",
}
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)

Guess = tuple[str, str, float]
"""True kind, kind found, and how surely (the largest share)."""


@dataclass
class Found:
    """What one chat gave: guesses of member pairs by way (``WAYS``), agreement by roster, and of organisations."""

    name: str
    members: dict[str, list[Guess]]
    by_roster: list[tuple[str, str]]
    organisations: dict[str, list[Guess]]


def codebook_class(one: dict[str, str], other: dict[str, str]) -> str:
    """Type a pair by the codebook's rule on two rows of a roster."""
    if not (one["level"] and other["level"]):
        return "unknown"
    if one["level"] != other["level"]:
        return "linking"
    if not (one["community"] and other["community"]):
        return "unknown"
    if one["community"] != other["community"]:
        return "bridging"
    return "bonding" if one["level"] == "0" else "unknown"


def measure_chat(folder: Path) -> Found:
    """Type all ties of one chat in each way."""
    chat, gazetteer = read_chat(folder / "chat.txt"), read_gazetteer(folder / "actors.csv")
    roster = read_roster(folder / "roster.csv")
    rows = _rows(folder / "roster.csv")
    people = {row["person"]: row for row in reversed(rows)}
    found = Found(folder.name, {}, [], {})
    machine = code_messages(chat, gazetteer=gazetteer)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    ways = {
        "machine": (machine, gazetteer),
        "coded": (_with_coded_links(machine, gold), gazetteer),
        "packaged": (code_messages(chat), packaged_gazetteer()),
    }
    for way, (coding, known) in ways.items():
        table = infer_ties(chat, coding, build_graph(chat, coding), known)
        pairs = zip(*(table[name] for name in ("source", "target", *(f"p_{kind}" for kind in KINDS))), strict=True)
        guesses: list[Guess] = []
        for source, target, *shares in pairs:
            persons = [roster.person_of.get(name) for name in (source, target)]
            if None in persons or persons[0] == persons[1]:
                continue
            truth = codebook_class(*(people[str(person)] for person in persons))
            if truth != "unknown" and not np.isnan(shares[0]):
                guesses.append((truth, KINDS[int(np.argmax(shares))], max(shares)))
            elif truth != "unknown":
                guesses.append((truth, "unknown", float("nan")))
        found.members[way] = guesses
    standings = read_standings(roster)
    graph = build_graph(chat, code_messages(chat, roster, gazetteer=gazetteer), roster)
    talking = {tuple(sorted(pair)) for pair in zip(graph.edges["source"], graph.edges["target"], strict=True)}
    found.by_roster = [
        (codebook_class(people[a], people[b]), classify_pair(standings[a], standings[b]).relation)
        for a, b in combinations(sorted(people), 2)
        if (a, b) in talking
    ]
    found.organisations = _organisations(_rows(folder / "actors.csv"))
    return found


def _organisations(actors: list[dict[str, str]]) -> dict[str, list[Guess]]:
    """Type the organisations with the coded relation, and by rule alone with that column emptied."""
    ways: dict[str, Gazetteer] = {
        "as listed": gazetteer_from_rows(actors),
        "by rule alone": gazetteer_from_rows([{**row, "relation": ""} for row in actors]),
    }
    found: dict[str, list[Guess]] = {}
    for way, gazetteer in ways.items():
        known = read_organisations(gazetteer)
        ties = [(row["relation"], classify_organisation(known[row["id"]])) for row in actors]
        found[way] = [(truth, tie.relation, max(tie.fractions or (float("nan"),))) for truth, tie in ties]
    return found


def _with_coded_links(machine: Coding, gold: list[dict[str, Any]]) -> Coding:
    """Put the reply links that a person coded in place of the machine's."""
    targets = np.array([-1 if row["reply_to"] is None else row["reply_to"] for row in gold])
    links = REPLIES.build({"i": np.arange(len(gold)), "j": targets, "p": np.ones(len(gold))})
    return Coding(machine.messages, links)


def macro_f1(guesses: Sequence[Guess], kinds: Iterable[str]) -> float:
    """Average F1 over the kinds that occur."""
    scores = []
    for kind in kinds:
        hits = sum(truth == found == kind for truth, found, _ in guesses)
        either = sum((truth == kind) + (found == kind) for truth, found, _ in guesses)
        if any(truth == kind for truth, _, _ in guesses):
            scores.append(2 * hits / either)
    return float(np.mean(scores)) if scores else float("nan")


def reliability(guesses: Sequence[Guess]) -> None:
    """Print how often what is said with a probability is right, and the mean gap weighed by pairs (ECE)."""
    surely = np.array([p for _, _, p in guesses if not np.isnan(p)])
    right = np.array([truth == found for truth, found, p in guesses if not np.isnan(p)], dtype=float)
    place = np.digitize(surely, BINS[1:-1], right=True)
    gaps = 0.0
    print(f"{'said':<12}{'pairs':>6}{'mean said':>11}{'right':>8}")
    for number in range(len(BINS) - 1):
        inside = place == number
        if inside.any():
            gaps += abs(float(surely[inside].mean() - right[inside].mean())) * inside.sum() / len(surely)
            span = f"{BINS[number]:.1f}-{BINS[number + 1]:.1f}"
            print(f"{span:<12}{inside.sum():>6}{surely[inside].mean():>11.2f}{right[inside].mean():>8.2f}")
    print(f"all {len(surely)} pairs: said {surely.mean():.2f}, right {right.mean():.2f}, mean gap {gaps:.2f}")


def report(title: str, chats: Sequence[Found]) -> None:
    """Print the tables for some chats together and, where they are several, one by one."""
    print(f"\n{title}: {', '.join(chat.name for chat in chats)}")
    for way, words in WAYS.items():
        guesses = [guess for chat in chats for guess in chat.members[way]]
        each = " ".join(f"{macro_f1(chat.members[way], KINDS):.2f}" for chat in chats)
        print(f"member pairs without roster, {words}: macro-F1 {macro_f1(guesses, KINDS):.2f} "
              f"({len(guesses)} pairs; chat by chat {each}); bar .60")  # fmt: skip
        for kind in KINDS:
            f1 = macro_f1(guesses, (kind,))
            print(f"  {kind:<9} F1 {f1:.2f}, {sum(truth == kind for truth, _, _ in guesses)} pairs")
    reliability([guess for chat in chats for guess in chat.members["machine"]])
    pairs = [pair for chat in chats for pair in chat.by_roster]
    known = [pair for pair in pairs if "unknown" not in pair]
    strict = [pair for pair in pairs if pair[0] != "unknown"]
    print(f"with roster, pairs that talk: {_share(known)} where both are known, {_share(strict)} of those the codebook "
          "types; bar 98 %")  # fmt: skip
    for way in ("as listed", "by rule alone"):
        ties = [guess for chat in chats for guess in chat.organisations[way]]
        kinds = sorted({truth for truth, _, _ in ties})
        print(f"organisations {way}: {_share([(a, b) for a, b, _ in ties])} (bar 90 %), macro-F1 "
              f"{macro_f1(ties, kinds):.2f} (bar .85)")  # fmt: skip


def _share(pairs: Sequence[tuple[str, str]]) -> str:
    right = sum(one == other for one, other in pairs)
    return f"{right} of {len(pairs)} ({100 * right / max(len(pairs), 1):.0f} %)"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(folders: Sequence[str]) -> None:
    """Measure each chat once and print old, new and all together."""
    paths = [Path(folder) for folder in folders] or sorted(path.parent for path in SAMPLES.glob("*/gold.jsonl"))
    chats = [measure_chat(path) for path in paths]
    unseen = [chat for chat in chats if chat.name in ("malang_android_id", "indramayu_ios_en")]
    seen = [chat for chat in chats if chat not in unseen]
    for title, some in (("chats read while rules were written", seen), ("unseen chats", unseen)):
        if some:
            report(title, some)


if __name__ == "__main__":
    main(sys.argv[1:])
