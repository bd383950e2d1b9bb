"""Which records of two files are the same: by what they say, when, and by whom, each at most once."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from bmp_networks.io.merging.names import People, Votes
from bmp_networks.io.merging.strands import Node, Strand

_SLACKS = (0, 1, -1, 2, -2)
# How much a pair says about who is whom: a photo in the same minute less than a sentence.
_FULL, _HALF, _QUARTER = 1.0, 0.5, 0.25
_SENTENCE = 12


@dataclass
class Pairing:
    """Two strands, who is whom in them, and the pairs found so far.

    Parameters
    ----------
    first, second
        The strands.
    people
        The names joined so far.
    mine, yours
        Seconds of their records on one clock.
    found
        Row of the second strand → row of the first that is the same record.
    """

    first: Strand
    second: Strand
    people: People
    mine: list[int]
    yours: list[int]
    found: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, one: int, other: int) -> None:
        """Note that a row of the first and a row of the second strand are one record."""
        self.found[other] = one
        self.taken.add(one)

    def pair_alike(self, mine: Sequence[Hashable], yours: Sequence[Hashable]) -> None:
        """Pair free rows with equal marks, the first of each with the first; a mark None pairs with nothing."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for row, mark in enumerate(mine):
            if mark is not None and row not in self.taken:
                waiting[mark].append(row)
        for row, mark in enumerate(yours):
            if mark in waiting and row not in self.found and waiting[mark]:
                self.pair(waiting[mark].popleft(), row)


def votes_of_messages(pairing: Pairing) -> Votes:
    """Let each text that stands once in a minute in both strands vote for its two authors being one person."""
    first, second = pairing.first, pairing.second
    mine, yours = _once_in_a_minute(first, pairing.mine), _once_in_a_minute(second, pairing.yours)
    votes: Votes = defaultdict(float)
    for moment in mine.keys() & yours.keys():
        key = moment[0]
        weight = _QUARTER if key.startswith("\0") or not key else _FULL if len(key) >= _SENTENCE else _HALF
        votes[pairing.people.person(first.authors[mine[moment]]), second.authors[yours[moment]]] += weight
    return votes


def votes_of_pairs(pairing: Pairing) -> Votes:
    """Let every pair of messages vote: its authors, and those it mentions, are the same people."""
    first, second, people = pairing.first, pairing.second, pairing.people
    votes: Votes = defaultdict(float)
    for other, one in pairing.found.items():
        votes[people.person(first.authors[one]), second.authors[other]] += _QUARTER
        mine, yours = first.mentions.get(one, ()), second.mentions.get(other, ())
        if len(mine) == len(yours):
            for a, b in zip(mine, yours, strict=True):
                votes[people.person(a), b] += _HALF
    return votes


def pair_messages(pairing: Pairing) -> None:
    """Pair messages by one person, the closest in time first; then those of people nobody knows."""
    first, second = pairing.first, pairing.second
    one, other = _writers(first, pairing.people), _writers(second, pairing.people)
    shared = set(one) & set(other)

    def known(key: str, person: Node | None, second: int) -> Hashable:
        return (key, person, second // 60) if person else None

    def unknown(key: str, person: Node | None, second: int) -> Hashable:
        return (key, second // 60) if person and person not in shared else None

    def exact(key: str, person: Node | None, second: int) -> Hashable:
        return (key, person, second) if person else None

    if first.exact.any() and second.exact.any():
        pairing.pair_alike(*_marks(pairing, one, other, exact, 0))
    for form in (known, unknown):
        for slack in _SLACKS:
            pairing.pair_alike(*_marks(pairing, one, other, form, slack))


def pair_changed(pairing: Pairing) -> None:
    """Pair what was deleted or edited between two exports: one file has it as it was, by the same person just then."""
    one, other = _writers(pairing.first, pairing.people), _writers(pairing.second, pairing.people)
    pairing.pair_alike(*_changed_marks(pairing, one, other, from_first=True))
    pairing.pair_alike(*_changed_marks(pairing, one, other, from_first=False))


def _marks(
    pairing: Pairing,
    one: list[Node | None],
    other: list[Node | None],
    form: Callable[[str, Node | None, int], Hashable],
    slack: int,
) -> tuple[list[Hashable], list[Hashable]]:
    """Mark the rows of both strands; the second's as if they were written ``slack`` minutes later."""
    mine = [form(*cells) for cells in zip(pairing.first.keys, one, pairing.mine, strict=True)]
    moved = [second + 60 * slack for second in pairing.yours] if slack else pairing.yours
    return mine, [form(*cells) for cells in zip(pairing.second.keys, other, moved, strict=True)]


def _changed_marks(
    pairing: Pairing, one: list[Node | None], other: list[Node | None], *, from_first: bool
) -> tuple[list[Hashable], list[Hashable]]:
    """Mark what was deleted or edited in one file with who and when: the other may hold it as it was."""
    changed = [is_changed if from_first else True for is_changed in pairing.first.is_changed]
    mine = [
        (person, at // 60) if person and use else None
        for person, at, use in zip(one, pairing.mine, changed, strict=True)
    ]
    changed = [True if from_first else is_changed for is_changed in pairing.second.is_changed]
    yours = [
        (person, at // 60) if person and use else None
        for person, at, use in zip(other, pairing.yours, changed, strict=True)
    ]
    return list(mine), list(yours)


def _writers(strand: Strand, people: People) -> list[Node | None]:
    """Give the person who wrote each message, None on system lines."""
    known = {node: people.person(node) for node in set(strand.authors)}
    return [
        known[node] if is_message else None for node, is_message in zip(strand.authors, strand.is_message, strict=True)
    ]


def _once_in_a_minute(strand: Strand, seconds: list[int]) -> dict[tuple[str, int], int]:
    rows: dict[tuple[str, int], int] = {}
    for row, (key, second, is_message) in enumerate(zip(strand.keys, seconds, strand.is_message, strict=True)):
        if is_message:
            moment = (key, second // 60)
            rows[moment] = -1 if moment in rows else row
    return {moment: row for moment, row in rows.items() if row >= 0}
