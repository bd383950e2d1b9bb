"""How well prices, quantities, addressees, acts and topics are coded end to end.

    python benchmarks/coding_messages.py [FOLDER] [--errors 10]

Prices and quantities count by amount and value, addressees by name, as multisets of every message; acts and topics by
label. The second reader's figures stand beside: two people, blind, on the same chats.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gold_chats import CodedChat, read_gold_chats

FIELDS: dict[str, Callable[[Any], Any]] = {
    "prices": lambda entry: round(float(entry["amount"]), 3),
    "quantities": lambda entry: round(float(entry["value"]), 3),
    "addressees": str.casefold,
}
SECOND_READER = {
    "prices": ".98–1", "quantities": ".97–1", "addressees": ".94–1", "act": ".75–.89", "topic": ".93–.98",
}  # fmt: skip
SAMPLES = Path(__file__).resolve().parents[1] / "sample_chats"


def measure_lists(chats: list[CodedChat]) -> tuple[dict[str, list[int]], dict[str, list[str]]]:
    """Count right, extra and missed entries a field, and gather the errors."""
    counts = {field: [0, 0, 0] for field in FIELDS}
    errors: dict[str, list[str]] = defaultdict(list)
    for chat in chats:
        for field, key in FIELDS.items():
            for row, got in zip(chat.gold, chat.coding.messages[field], strict=True):
                have, want = Counter(map(key, got)), Counter(map(key, row[field]))
                right = sum((have & want).values())
                counts[field][0] += right
                counts[field][1] += sum(have.values()) - right
                counts[field][2] += sum(want.values()) - right
                if have != want:
                    extra, missed = list((have - want).elements()), list((want - have).elements())
                    errors[field].append(f"{chat.name[:9]} {row['i']}: extra {extra}, missed {missed}")
    return counts, errors


def measure_labels(chats: list[CodedChat], field: str) -> Counter[tuple[str, str]]:
    """Count pairs of the label people gave and the machine's."""
    pairs: Counter[tuple[str, str]] = Counter()
    for chat in chats:
        pairs.update(zip((row[field] for row in chat.gold), chat.coding.messages[field], strict=True))
    return pairs


def print_lists(chats: list[CodedChat], n_errors: int) -> None:
    counts, errors = measure_lists(chats)
    print(f"{'field':12} {'P':>5} {'R':>5} {'F':>5}  second reader")
    for field, (right, extra, missed) in counts.items():
        p, r = right / max(1, right + extra), right / max(1, right + missed)
        print(f"{field:12} {p:5.3f} {r:5.3f} {2 * p * r / max(1e-9, p + r):5.3f}  {SECOND_READER[field]}")
    for field, lines in errors.items():
        print(f"\n{field}: {len(lines)} messages differ")
        print("\n".join(lines[:n_errors]))


def print_labels(chats: list[CodedChat], field: str, n_errors: int) -> None:
    pairs = measure_labels(chats, field)
    n = sum(pairs.values())
    right = sum(count for (want, got), count in pairs.items() if want == got)
    print(f"\n{field}: {right / n:.3f} of {n} right (second reader {SECOND_READER[field]}; in sample, see")
    print("train_acts_topics.py for the figures with the chat left out)")
    print(f"{'label':14} {'n':>4} {'P':>5} {'R':>5} {'F':>5}")
    for label in sorted({want for want, _ in pairs}):
        hit = pairs[label, label]
        said = sum(count for (_, got), count in pairs.items() if got == label)
        meant = sum(count for (want, _), count in pairs.items() if want == label)
        print(f"{label:14} {meant:4} {hit / max(1, said):5.2f} {hit / meant:5.2f} {2 * hit / (said + meant):5.2f}")
    wrong = Counter({pair: count for pair, count in pairs.items() if pair[0] != pair[1]})
    print("commonest errors: " + ", ".join(f"{a} as {b} {count}" for (a, b), count in wrong.most_common(n_errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--errors", type=int, default=10)
    options = parser.parse_args()
    chats = read_gold_chats(options.folder or SAMPLES)
    print_lists(chats, options.errors)
    for field in ("act", "topic"):
        print_labels(chats, field, options.errors)


if __name__ == "__main__":
    main()
