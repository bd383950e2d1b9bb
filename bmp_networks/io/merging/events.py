"""Pairing system lines, which tells also who exported a file: "X added you" is "You added Y" in the other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from bmp_networks.io.merging.names import People, Votes, is_nobody
from bmp_networks.io.merging.pairs import Pairing
from bmp_networks.io.merging.strands import Node, Strand, is_self_mark, self_mark

_SLACKS = (0, 1, -1)
_WEIGHT = 0.5
_NEIGHBOURS = 20

Roles = tuple[Node | None, ...]
Moments = dict[tuple[str, int], list[int]]


def pair_events(pairing: Pairing, *, only_alone: bool) -> None:
    """Pair system lines that tell the same event in the same minute, where no name speaks against it.

    Parameters
    ----------
    only_alone
        Pair only lines whose names are all known to be the same, or that are the only ones of their kind in their
        minute: those can tell who is whom.
    """
    for slack in _SLACKS:
        mine = _named_marks(pairing.first, pairing.mine, pairing.people)
        yours = _named_marks(pairing.second, [second + 60 * slack for second in pairing.yours], pairing.people)
        pairing.pair_alike(mine, yours)
    for slack in _SLACKS:
        ones = _free(pairing.first, pairing.mine, set(pairing.taken), 0)
        others = _free(pairing.second, pairing.yours, set(pairing.found), slack)
        for moment in ones.keys() & others.keys():
            if not only_alone or len(ones[moment]) == len(others[moment]) == 1:
                _pair_fitting(pairing, ones[moment], others[moment])


def votes_of_events(pairing: Pairing) -> Votes:
    """Let each paired system line vote for the names in its roles being one person."""
    votes: Votes = defaultdict(float)
    for other, one in pairing.found.items():
        mine, yours = pairing.first.roles.get(one, ()), pairing.second.roles.get(other, ())
        for a, b in _opposite(mine, yours):
            # Two exporters are two people unless something else says that they are one.
            if a and b and not (is_nobody(a[1]) and is_nobody(b[1])):
                votes[pairing.people.person(a), b] += _WEIGHT
    return votes


def join_exporters(pairing: Pairing) -> None:
    """Join the exporters of two files that come from one phone.

    They do when every name is printed alike in both and a line that speaks of "you" stands in both, word by word, in
    the same minute.
    """
    first, second, people = pairing.first, pairing.second, pairing.people
    if any(first.authors[one][1] != second.authors[other][1] for other, one in pairing.found.items()):
        return  # another name for somebody: another phone
    mine = _worded(first, pairing.mine)
    for mark, (source, name) in _worded(second, pairing.yours).items():
        if mark in mine:
            people.join(mine[mark], (source, name))


def join_self_words(strand: Strand, people: People) -> None:
    """Join an author called You with the exporter whom the system lines of that file call you."""
    for source, name in strand.names:
        if is_nobody(name) and not is_self_mark(name):
            people.join((source, self_mark(source)), (source, name))


def _worded(strand: Strand, seconds: list[int]) -> dict[tuple[str, int], Node]:
    """Collect the lines that speak of the exporter: their words and minute, and the exporter's mark."""
    bodies = strand.records["body"].tolist()
    return {
        (bodies[row], seconds[row] // 60): node
        for row, roles in strand.roles.items()
        for node in roles
        if node and is_self_mark(node[1])
    }


def _named_marks(strand: Strand, seconds: list[int], people: People) -> list[Hashable]:
    marks: list[Hashable] = [None] * len(seconds)
    for row, roles in strand.roles.items():
        persons = tuple(people.person(node) if node else None for node in roles)
        marks[row] = (strand.keys[row], seconds[row] // 60, persons)
    return marks


def _free(strand: Strand, seconds: list[int], gone: set[int], slack: int) -> Moments:
    moments: Moments = defaultdict(list)
    for row in strand.roles:
        if row not in gone:
            moments[strand.keys[row], seconds[row] // 60 + slack].append(row)
    return moments


def _pair_fitting(pairing: Pairing, ones: list[int], others: list[int]) -> None:
    """Pair each of the others with the first that no name speaks against, looking only at the next few."""
    first, second = pairing.first, pairing.second
    for other in others:
        for position, one in enumerate(ones[:_NEIGHBOURS]):
            if not _differ(pairing, first.roles[one], second.roles[other]):
                pairing.pair(one, other)
                del ones[position]
                break


def _differ(pairing: Pairing, mine: Roles, yours: Roles) -> bool:
    """Whether somebody in one line is known to be another than the one in the same place of the other line."""
    people = pairing.people
    for a, b in _opposite(mine, yours):
        if a and b and people.person(a) != people.person(b):
            unnamed = [all(is_nobody(name) for _, name in people.names(node)) for node in (a, b)]
            if any(unnamed):
                # An exporter who is not known yet may be anybody, but not the exporter of the other file.
                if all(unnamed):
                    return True
                continue
            if not people.can_be_one(a, b) or _is_shared(pairing, a) or _is_shared(pairing, b):
                return True
    return len(mine) > 1 and len(yours) > 1 and len(mine) != len(yours)


def _is_shared(pairing: Pairing, node: Node) -> bool:
    """Whether a person is known in both strands."""
    names = pairing.people.names(node)
    return any(name in pairing.first.names for name in names) and any(name in pairing.second.names for name in names)


def _opposite(mine: Roles, yours: Roles) -> list[tuple[Node | None, Node | None]]:
    """Set the actors against each other, and those it was done to where both lines tell as many."""
    return (
        list(zip(mine, yours, strict=True)) if len(mine) == len(yours) else list(zip(mine[:1], yours[:1], strict=True))
    )
