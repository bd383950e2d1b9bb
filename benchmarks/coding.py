"""How well the machine codes messages: precision, recall and F per field on hand-coded chats.

    python benchmarks/coding.py [FOLDER] [--page] [--labels] [--errors FIELD] [--speed]

FOLDER holds one folder a chat (chat.txt, roster.csv, actors.csv, gold.jsonl). Figures are micro-averaged over chats:
end to end, with the reply links people coded, and with the packaged gazetteer alone. A new field is one more entry of
``SETS`` (labels) or ``AMOUNTS`` (numbers) or ``MAINS`` (one label a message).
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from coding_errors import kinds_of_error
from shared_data import shared_path

from bmp_networks.coding import coder
from bmp_networks.coding.phrases import PhraseTrie
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import REPLIES, Coding
from bmp_networks.containers.roster import Roster
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.packaged import packaged_gazetteer
from bmp_networks.text import tokenize_all

SETS = ("products", "stages", "places", "actors", "addressees")
AMOUNTS = {"prices": "amount", "quantities": "value"}
MAINS = ("act", "topic")
BARS = {"products": 0.80, "stages": 0.74, "places": 0.78, "actors": 0.90, "addressees": 0.90, "prices": 0.92,
        "quantities": 0.90, "act": 0.65, "topic": 0.78}  # fmt: skip
SECOND_READER = {"products": ".93-.96", "stages": ".91-.93", "actors": "1", "addressees": ".94-1", "prices": ".98-1",
                 "quantities": ".97-1", "act": ".75-.89", "topic": ".93-.98"}  # fmt: skip


@dataclass
class GoldChat:
    """A hand-coded chat, its people, and what the names of its organisations are called by whom."""

    name: str
    folder: Path
    chat: Chat
    roster: Roster
    gold: list[dict[str, Any]]
    actor_of: dict[str, str]


def read_gold_chats(root: Path) -> list[GoldChat]:
    """Read every chat of a folder."""
    return [_gold_chat(path.parent) for path in sorted(root.glob("*/gold.jsonl"))]


def _gold_chat(folder: Path) -> GoldChat:
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    with (folder / "actors.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    actor_of = {
        name.casefold(): row["id"] for row in rows for name in (row["id"], row["name"], *row["variants"].split("|"))
    }
    return GoldChat(
        folder.name, folder, read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv"), gold, actor_of
    )


def end_to_end(gold: GoldChat) -> Coding:
    """Code a chat as a researcher would: with its roster and organisations."""
    return coder.code_messages(gold.chat, gold.roster, gazetteer=read_gazetteer(gold.folder / "actors.csv"))


def with_gold_links(gold: GoldChat) -> Coding:
    """Code a chat with the reply links people coded."""
    targets = [-1 if row["reply_to"] is None else row["reply_to"] for row in gold.gold]
    links = REPLIES.build({"i": np.arange(len(targets)), "j": np.array(targets), "p": np.ones(len(targets))})
    inferred = coder.infer_replies
    coder.infer_replies = lambda *_, **__: links
    try:
        return end_to_end(gold)
    finally:
        coder.infer_replies = inferred


def general_only(gold: GoldChat) -> Coding:
    """Code a chat without its own list of organisations."""
    return coder.code_messages(gold.chat, gold.roster, gazetteer=packaged_gazetteer())


def pairs(gold: GoldChat, coding: Coding, field: str) -> Iterator[tuple[int, Counter[str], Counter[str]]]:
    """Give what the machine and what a person coded in a field, message by message."""
    for row, person in zip(coding.messages.to_dict("records"), gold.gold, strict=True):
        yield row["i"], _values(row[field], field, gold), _values(person[field], field, gold)


def _values(cell: Any, field: str, gold: GoldChat) -> Counter[str]:
    if field in MAINS:
        return Counter([str(cell)])
    if field in AMOUNTS:
        return Counter(f"{float(entry[AMOUNTS[field]]):.3f}" for entry in cell or () if _is_number(entry, field))
    if field == "actors":
        return Counter({_actor(entry, gold.actor_of) for entry in cell})
    return Counter({str(entry).casefold() for entry in cell})


def _is_number(entry: dict[str, Any], field: str) -> bool:
    return isinstance(entry.get(AMOUNTS[field]), int | float)


def _actor(entry: Any, actor_of: dict[str, str]) -> str:
    names = [str(entry)] if not isinstance(entry, dict) else [str(entry["id"]), str(entry["text"])]
    return next((actor_of[name.casefold()] for name in names if name.casefold() in actor_of), f"? {names[-1]}")


def score(chats: list[GoldChat], codings: list[Coding], field: str) -> dict[str, list[int]]:
    """Count hits, false alarms and misses of a field, in all (under "") and by label."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold, coding in zip(chats, codings, strict=True):
        for _, machine, person in pairs(gold, coding, field):
            for place, found in enumerate((machine & person, machine - person, person - machine)):
                for label, n in found.items():
                    counts[label][place] += n
                    counts[""][place] += n
    return counts


def f_line(counts: list[int]) -> str:
    """Write precision, recall, F and the counts behind them."""
    hits, false, missed = counts
    precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
    f = 2 * hits / max(1, 2 * hits + false + missed)
    return f"{precision:.3f} | {recall:.3f} | {f:.3f} | {hits} | {false} | {missed}"


WAYS: dict[str, tuple[Callable[[GoldChat], Coding], tuple[str, ...]]] = {
    "end to end": (end_to_end, (*SETS, *AMOUNTS, *MAINS)),
    "with the reply links people coded": (with_gold_links, ("products", "stages", "prices", "quantities")),
    "with the packaged gazetteer alone": (general_only, ("actors",)),
}
FEWEST = 8
"""Labels that people gave less often are left out of the page: chance rules their figures."""


def field_table(chats: list[GoldChat]) -> Iterator[str]:
    """Give the Markdown table of the fields: a line a field and way of coding, bar and second reader beside."""
    yield "| field | how | precision | recall | F | hits | false | missed | bar | second reader |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for how, (code, fields) in WAYS.items():
        codings = [code(gold) for gold in chats]
        for field in fields:
            counts = score(chats, codings, field)
            bar, reader = BARS.get(field, ""), SECOND_READER.get(field, "")
            yield f"| {field} | {how} | {f_line(counts[''])} | {bar} | {reader} |"


def label_table(chats: list[GoldChat], codings: list[Coding], fields: Sequence[str], fewest: int) -> Iterator[str]:
    """Give the Markdown table of the labels of some fields that people gave often enough, end to end."""
    yield "| field | label | precision | recall | F | hits | false | missed |"
    yield "|---|---|---|---|---|---|---|---|"
    for field in fields:
        counts = score(chats, codings, field)
        for label in sorted(counts, key=lambda name: -counts[name][0] - counts[name][2]):
            if label and counts[label][0] + counts[label][2] >= fewest:
                yield f"| {field} | {label} | {f_line(counts[label])} |"


def error_table(chats: list[GoldChat], codings: list[Coding], most: int = 10) -> Iterator[str]:
    """Give the Markdown table of the commonest kinds of error over all fields."""
    kinds: Counter[str] = Counter()
    for gold, coding in zip(chats, codings, strict=True):
        spans = coding.messages["spans"].tolist()
        for field in (*SETS, *AMOUNTS, *MAINS):
            for i, machine, person in pairs(gold, coding, field):
                kinds.update(kinds_of_error(field, machine, person, spans[i]))
    yield "| kind of error | how often | share of all errors |"
    yield "|---|---|---|"
    for kind, n in kinds.most_common(most):
        yield f"| {kind} | {n} | {n / kinds.total():.1%} |"


def print_page(chats: list[GoldChat]) -> None:
    """Print everything the documentation says of these chats, as Markdown."""
    codings = [end_to_end(gold) for gold in chats]
    print(
        f"{len(chats)} chats, {sum(len(gold.gold) for gold in chats)} messages: {', '.join(g.name for g in chats)}.\n"
    )
    for part in (
        field_table(chats),
        label_table(chats, codings, ("stages", "products", "act", "topic"), FEWEST),
        error_table(chats, codings),
    ):
        print("\n".join(part), end="\n\n")


def print_errors(chats: list[GoldChat], field: str) -> None:
    """Print every message where machine and person differ in a field: chat, number, false alarms, misses."""
    for gold in chats:
        for i, machine, person in pairs(gold, end_to_end(gold), field):
            if machine != person:
                print(gold.name, i, "false:", dict(machine - person), "missed:", dict(person - machine))


def print_speed(chats: list[GoldChat], n: int = 40_000) -> None:
    """Print the CPU seconds of finding 100 and 1,000 phrases in n messages (the ratio is what counts)."""
    texts = [body or "" for gold in chats for body in gold.chat.messages["body"]]
    tokens = tokenize_all((texts * (n // len(texts) + 1))[:n])
    for phrases in (100, 1000):
        trie = PhraseTrie((f"istilah{number} dua", number) for number in range(phrases))
        trie.find_all(tokens[:100])
        start = time.process_time()
        trie.find_all(tokens)
        print(f"{phrases} phrases in {n} messages: {time.process_time() - start:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--errors", choices=(*SETS, *AMOUNTS, *MAINS))
    parser.add_argument("--page", action="store_true", help="fields, labels and the ten commonest kinds of error")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    chats = read_gold_chats(options.folder or shared_path("gold"))
    if options.errors:
        print_errors(chats, options.errors)
    elif options.speed:
        print_speed(chats)
    elif options.page:
        print_page(chats)
    else:
        print("\n".join(field_table(chats)))
        if options.labels:
            codings = [end_to_end(gold) for gold in chats]
            print("\n", "\n".join(label_table(chats, codings, (*SETS, *MAINS), 1)), sep="")


if __name__ == "__main__":
    main()
