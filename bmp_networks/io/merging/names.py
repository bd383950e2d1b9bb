"""Who is whom across exports: names that write the same messages at the same moments belong to one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bmp_networks.containers.chat import SELF
from bmp_networks.io.merging.strands import Node, is_self_mark
from bmp_networks.io.whatsapp.phrases import self_words
from bmp_networks.text import clean_name

Votes = dict[tuple[Node, Node], float]
"""How much speaks for two names, one of each of two files, being one person."""

_NUMBER = re.compile(r"\+?[\d\s().\-\u2010-\u2015]{7,}$")
_HALF = 0.5
_MOSTLY = 0.7
_PART = 0.1
_ENOUGH = 3


class People:
    """The names of several files, joined into persons as evidence comes in.

    The only thing of a merge that changes while it runs: a union-find over ``Node``.
    """

    def __init__(self) -> None:
        self._parent: dict[Node, Node] = {}
        self._members: dict[Node, set[Node]] = {}

    def person(self, node: Node) -> Node:
        """Give the representative of the person a name belongs to."""
        root = self._parent.setdefault(node, node)
        while self._parent[root] != root:
            root = self._parent[root]
        self._parent[node] = root
        return root

    def names(self, node: Node) -> set[Node]:
        """Give all names of the person a name belongs to."""
        root = self.person(node)
        return self._members.get(root, {root})

    def join(self, one: Node, other: Node) -> bool:
        """Let two names be one person; say whether they were not so before."""
        a, b = self.person(one), self.person(other)
        if a == b:
            return False
        self._parent[b] = a
        self._members[a] = self._members.pop(a, {a}) | self._members.pop(b, {b})
        return True

    def can_be_one(self, one: Node, other: Node) -> bool:
        """Whether no file prints names of both: one phone shows a person under one name."""
        mine, yours = ({k for k, name in self.names(node) if not is_nobody(name)} for node in (one, other))
        return self.person(one) == self.person(other) or not mine & yours

    def join_voted(self, votes: Votes) -> bool:
        """Join the names that wrote the same messages: more than half of what each wrote.

        A contact that holds two numbers of one person answers to two names of the other file; hence a part of what
        one side wrote is enough when several messages speak for it, and most of what the other wrote.

        Returns
        -------
        bool
            Whether anybody was joined.
        """
        mine: dict[Node, float] = defaultdict(float)
        yours: dict[Node, float] = defaultdict(float)
        for (one, other), weight in votes.items():
            mine[one] += weight
            yours[other] += weight
        joined = False
        for (one, other), weight in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            shares = sorted((weight / mine[one], weight / yours[other]))
            is_part = shares[1] >= _MOSTLY and shares[0] >= _PART and weight >= _ENOUGH
            if shares[0] > _HALF or is_part:
                joined = self.join(one, other) or joined
        return joined

    def join_own_numbers(self, nodes: Iterable[Node]) -> None:
        """Join a number as author and the same number in a mention of one file."""
        first: dict[tuple[int, str], Node] = {}
        for node in nodes:
            if _NUMBER.match(node[1]):
                self.join(first.setdefault((node[0], _form(node[1])), node), node)

    def join_same_names(self, mine: Iterable[Node], yours: Iterable[Node]) -> None:
        """Join names printed alike (or the same number), where nothing known speaks against it."""
        by_form: dict[str, list[Node]] = defaultdict(list)
        for node in mine:
            by_form[_form(node[1])].append(node)
        for node in yours:
            if not is_nobody(node[1]):
                for same in by_form.get(_form(node[1]), []):
                    if self.can_be_one(node, same):
                        self.join(same, node)

    def used_names(self, counts: Mapping[Node, int], pushed: set[Node], given: Mapping[str, str]) -> dict[Node, str]:
        """Choose the name used for every person: given by hand, else a contact's name from the earliest file.

        Parameters
        ----------
        counts
            Every node, and how many messages it wrote.
        pushed
            Nodes printed with ``~``: people chose these names themselves.
        given
            Name as printed (cleaned) → person, from a table made by hand.
        """
        self._join_given(counts, given)
        people: dict[Node, list[Node]] = defaultdict(list)
        for node in counts:
            people[self.person(node)].append(node)
        used: dict[Node, str] = {}
        taken: set[str] = set()
        for nodes in sorted(people.values(), key=min):
            best = min(nodes, key=lambda node: (_rank(node, pushed), node[0], -counts[node], node[1]))
            by_hand = next((given[clean_name(name)] for _, name in sorted(nodes) if clean_name(name) in given), None)
            name = by_hand or _free(best[1], taken)
            taken.add(name)
            used.update(dict.fromkeys(nodes, name))
        return used

    def _join_given(self, counts: Mapping[Node, int], given: Mapping[str, str]) -> None:
        by_person: dict[str, Node] = {}
        for node in sorted(counts):
            person = given.get(clean_name(node[1]))
            if person is not None:
                self.join(by_person.setdefault(person, node), node)


def is_nobody(name: str) -> bool:
    """Whether a name says nothing across files: none at all, or You."""
    return not name or is_self_mark(name) or name in self_words()


def _form(name: str) -> str:
    """Give the form in which two phones print one name alike; of a number its digits."""
    return re.sub(r"\D", "", name) if _NUMBER.match(name) else clean_name(name)


def _rank(node: Node, pushed: set[Node]) -> int:
    name = node[1]
    if is_nobody(name):
        return 3
    if _NUMBER.match(name):
        return 2
    return 1 if node in pushed else 0


def _free(name: str, taken: set[str]) -> str:
    """Give the name, or the name with a number where another person bears it already; the exporters stay ``<self>``."""
    if is_self_mark(name):
        return SELF
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name} ({number})"
        number += 1
    return candidate
