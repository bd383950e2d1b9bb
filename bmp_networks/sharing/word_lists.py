"""In which packaged word lists a word stands: a name that is also a word is exchanged for one of the same lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from bmp_networks.coding.act_shapes import is_bidding
from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import lookup_key, tokenize

_FOLDERS = ("lexicons", "replies", "members", "orders")
_SHORTEST, _LONGEST = 3, 9

_WEIGHTS = {
    "replies/forms": 10, "replies/common": 10, "lexicons/stages": 4, "lexicons/products": 4, "lexicons/money": 4,
    "lexicons/places": 4, "lexicons/acts": 3, "lexicons/topics": 3, "lexicons/vocatives": 2,
}  # fmt: skip
"""How much it changes when a word leaves a list: most where the network rests on it, then products, then codes."""

_MOST_UNLIKE = 7
_TELLS_NOTHING = frozenset({("lexicons/vocatives", ".words.common")})
SHORTEST_FORM = 5

Lists = frozenset[tuple[str, str]]


@cache
def lists_of_words() -> dict[str, Lists]:
    """Give every single word of the packaged lists, as it is looked up, with the lists it stands in.

    A list is the same in all languages: it is named by its file without the language, and its place in the file.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for folder in _FOLDERS:
        for name in data_names(folder):
            kind, _, rest = name.rpartition("_")
            if name.endswith(".toml") and kind and rest != "weights.toml":
                for word, place in _words(load_toml(name).content):
                    found.setdefault(word, set()).add((kind, place))
    return {word: frozenset(lists) for word, lists in found.items()}


def _words(content: object, place: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(content, str):
        keys = [lookup_key(token.text) for token in tokenize(content)]
        if len(keys) == 1:
            yield keys[0], place
    elif isinstance(content, Mapping):
        if "weight" in content and "phrases" in content:  # an entry of a stage: what it weighs is part of the list
            place = f"{place}:{content['weight']}"
        for key, value in content.items():
            if isinstance(value, int | float):
                yield from _words(str(key), f"{place}:{value}")
            else:
                yield from _words(value, f"{place}.{key}")
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _words(value, place)


def lists_of(word: str) -> Lists:
    """Give the lists in which a folded word stands."""
    return lists_of_words().get(lookup_key(word), frozenset())


@cache
def is_goods(word: str) -> bool:
    """Whether a folded word alone names a product or what one is made of, in any packaged list."""
    return any(
        kind.startswith("lexicons/products") and not place.endswith((".not_if", ".needs"))
        for kind, place in lists_of(word)
    )


def words_like(word: str, first: frozenset[str] = frozenset()) -> list[str]:
    """Give words that stand in the same lists as a word, or nearly, the likest first.

    They stand in no list that the word is not in. Of words as like, those of ``first`` come first.
    """
    own = lists_of(word)
    if own <= _TELLS_NOTHING:
        return []
    key = lookup_key(word)
    near = []
    for other, lists in lists_of_words().items():
        unlike = sum(_weight(kind, place) for kind, place in own - lists)
        if not lists <= own or unlike > _MOST_UNLIKE or other == key or not (other.isascii() and other.isalpha()):
            continue
        if not _SHORTEST <= len(other) <= _LONGEST:
            continue
        if _is_read_as_bidding(other) == _is_read_as_bidding(word):
            near.append((unlike, other not in first, other))
    return [other for _, _, other in sorted(near)]


def _weight(kind: str, place: str) -> int:
    # Names follow a title nearly always: that the name looks like one too changes nothing.
    return 1 if kind == "replies/forms" and ".title" in place else _WEIGHTS.get(kind, 1)


def _is_read_as_bidding(word: str) -> bool:
    return len(word) >= SHORTEST_FORM and is_bidding(word)
