"""How long coding takes: CPU seconds of each room for 40,000 messages coded without replies.

    python benchmarks/coding_speed.py [--runs 5] [--messages 40000]

Prints a table for ``docs/coding_messages.md``. Four kinds of chats: the sample chats said over and over (few different
texts, full of numbers), random words of an export generator and an invented community (as ``bmp-networks simulate``
gives it), and sentences put together from halves of the samples' messages with other digits, of which no two are equal.
Then the coding with 100 and with 1,000 terms of the packaged lexicon, drawn by chance. Every figure is the least of
several runs, since others use the machine. ``previous`` is the reply rule: it costs nothing.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from shared_data import shared_path

from bmp_networks.coding import coder
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.packaged import packaged_lexicon
from bmp_networks.simulate import CommunityPlan, simulate_community, write_community

SAMPLES = sorted(path.parent for path in (Path(__file__).resolve().parents[1] / "sample_chats").glob("*/chat.txt"))
REPEATED = "a sample chat repeated"
SPLICED = "lipursari_android_id"
ROOMS = {
    "tokens and cues": ("_spoken",),
    "actors": ("code_actors",),
    "products": ("code_products",),
    "places": ("code_places",),
    "addressees": ("find_addressees",),
    "prices and amounts": ("read_numbers", "count_messages"),
    "replies": ("infer_replies",),
    "carried over": ("carry_over", "carry_stages"),
    "stages": ("code_stages", "decide_stages"),
    "acts": ("code_acts",),
    "topics": ("code_topics",),
}
"""Rooms and the functions of the coder that work in them; what is left is gathering the table."""
WITH_TERMS = ("tokens and cues", "products", "places", "stages", "carried over")
TERMS = (100, 1_000)
DRAWS = 3


class Known(NamedTuple):
    """A chat and what is known beside it."""

    chat: Chat
    roster: Roster | None = None
    gazetteer: Gazetteer | None = None


def sample(folder: Path) -> Known:
    return Known(
        read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv"), read_gazetteer(folder / "actors.csv")
    )


def repeated(chat: Chat, n: int) -> Chat:
    """Say a chat over and over until there are n messages."""
    records, size = chat.records, len(chat.messages)
    parts = []
    for turn in range(-(-n // size)):
        part = records.assign(timestamp=records["timestamp"] + pd.Timedelta(days=100 * (turn % 100)))
        parts.append(part.assign(i=np.where(records["i"] >= 0, records["i"] + turn * size, -1)))
    return Chat(pd.concat(parts, ignore_index=True), chat.sources, chat.unread)


def spliced(chat: Chat, n: int, seed: int = 1) -> Chat:
    """Give the messages of a long chat texts that are all different: halves of sample messages, digits drawn anew."""
    rng = Random(seed)
    bodies = [read_chat(folder / "chat.txt").messages for folder in SAMPLES]
    texts = [
        text for table in bodies for text, kind in zip(table["body"], table["media"], strict=True) if text and not kind
    ]
    records = repeated(chat, n).records
    seen: set[str] = set()

    def another() -> str:
        while True:
            head, tail = rng.choice(texts).split(" "), rng.choice(texts).split(" ")
            text = " ".join(head[: rng.randint(1, len(head))] + tail[rng.randint(0, len(tail) - 1) :])
            text = re.sub(r"\d", lambda digit: rng.choice((digit.group(), rng.choice("0123456789"))), text)
            if text not in seen:
                seen.add(text)
                return text

    spoken = (records["i"] >= 0) & records["body"].notna() & records["media"].isna()
    return Chat(
        records.assign(body=[another() if talk else body for talk, body in zip(spoken, records["body"], strict=True)]),
        chat.sources,
        chat.unread,
    )


def kinds(n: int, folder: Path) -> Iterator[tuple[str, Known]]:
    """Give the kinds of chats, each with about n messages."""
    for sample_folder in SAMPLES:
        known = sample(sample_folder)
        yield f"{sample_folder.name}, {REPEATED}", known._replace(chat=repeated(known.chat, n))
    maker = shared_path("bench", "make_export.py")
    subprocess.run([sys.executable, str(maker), "android_id", str(round(n * 1.0175)), "200", str(folder)], check=True)
    yield "generated words", Known(read_chat(next(folder.glob("android_id_*.txt"))))
    write_community(simulate_community(CommunityPlan(messages=n, members=300), seed=7), folder / "community")
    yield "invented community", sample(folder / "community")
    known = sample(next(path for path in SAMPLES if path.name == SPLICED))
    yield "all different, spliced", known._replace(chat=spliced(known.chat, n))


def code(known: Known, lexicon: Lexicon | None = None) -> None:
    coder.code_messages(known.chat, known.roster, gazetteer=known.gazetteer, lexicon=lexicon, reply_rule="previous")


def seconds_by_room(known: Known, lexicon: Lexicon | None = None) -> dict[str, float]:
    """Give the CPU seconds that one coding spends in every room."""
    spent = dict.fromkeys(ROOMS, 0.0)
    kept = {name: getattr(coder, name) for names in ROOMS.values() for name in names}

    def watched(room: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return work(*args, **named)
            finally:
                spent[room] += time.process_time() - began

        return timed

    try:
        for room, names in ROOMS.items():
            for name in names:
                setattr(coder, name, watched(room, kept[name]))
        began = time.process_time()
        code(known, lexicon)
        whole = time.process_time() - began
    finally:
        for name, work in kept.items():
            setattr(coder, name, work)
    return {**spent, "the table": whole - sum(spent.values()), "together": whole}


def print_rooms(n: int, runs: int) -> None:
    """Print the table of rooms, one column a kind of chat; of the repeated sample chats the slowest."""
    columns: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, known in kinds(n, Path(folder)):
            texts = known.chat.messages["body"].fillna("")
            code(known._replace(chat=Chat(known.chat.records.head(500), known.chat.sources, known.chat.unread)))
            rooms = pd.DataFrame([seconds_by_room(known) for _ in range(runs)]).min()
            print(f"{name}: {rooms['together']:.2f} s", file=sys.stderr)
            column = {"messages": len(texts), "different": texts.nunique(), **rooms}
            kind = REPEATED if name.endswith(REPEATED) else name
            if column["together"] > columns.get(kind, {}).get("together", 0.0):
                columns[kind] = column
    table = pd.DataFrame(columns)
    print("| CPU seconds |", " | ".join(table.columns), "|")
    print("|---|" + "---|" * len(table.columns))
    for row in table.index:
        cells = (f"{cell:,.0f}" if row in ("messages", "different") else f"{cell:.2f}" for cell in table.loc[row])
        print(f"| {row} |", " | ".join(cells), "|")


def print_terms(n: int, runs: int) -> None:
    """Print what a coding costs with few and with many terms, drawn by chance from the packaged lexicon."""
    known = sample(SAMPLES[-1])
    known = known._replace(chat=repeated(known.chat, n))
    terms = packaged_lexicon().terms
    print("\n| terms | " + " | ".join(f"{size:,}" for size in TERMS) + " | ratio |\n|---|---|---|---|")
    for draw in range(DRAWS):
        lexicons = [Lexicon(terms.sample(size, random_state=draw).reset_index(drop=True)) for size in TERMS]
        timed = [[seconds_by_room(known, lexicon) for _ in range(runs)] for lexicon in lexicons]
        for row, rooms in (("whole coding", ("together",)), ("rooms that look for terms", WITH_TERMS)):
            few, many = (min(sum(one[room] for room in rooms) for one in of_size) for of_size in timed)
            print(f"| {row}, draw {draw + 1} | {few:.2f} | {many:.2f} | {many / few:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--messages", type=int, default=40_000)
    options = parser.parse_args()
    print_rooms(options.messages, options.runs)
    print_terms(options.messages, options.runs)


if __name__ == "__main__":
    main()
