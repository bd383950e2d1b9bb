"""How given names are clipped and misspelt: *Jum* for Jumilah, *Ndang* for Endang, *Arip* for Arif."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from bmp_networks.resources import data_names, load_toml

_SYLLABLE_END = re.compile(r"[aiueo][^aiueo]*$")
_FIRST_SYLLABLE = re.compile(r"^[^aiueo]*[aiueo](?:ng|ny|[^aiueo])")
_SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("kh", "k"), ("ch", "k"), ("th", "t"), ("dh", "d"),
    ("ph", "p"), ("f", "p"), ("v", "p"), ("z", "s"), ("q", "k"), ("y", "i"), ("ii", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_LONG = 5


def short_forms(name: str) -> frozenset[str]:
    """Give the forms a name is clipped to: last syllables (Ika, *ka*; Jumilah, *milah*), first ones (Tari, *tar*).

    Parameters
    ----------
    name
        A given name, folded.
    """
    shorts = {name[:4] if len(name) > _LONG else name}
    begin = _FIRST_SYLLABLE.match(name)
    if begin:
        shorts.add(begin.group())
    start = _last_syllable(name, len(name))
    if start is not None:
        shorts |= {name[start:], name[start + 1 :] if len(name) - start > 3 else name[start:]}
        before = _last_syllable(name, start)
        if before is not None:
            shorts |= {name[before:], name[before + 1 :]}
    return frozenset(short for short in shorts if 2 <= len(short) < len(name))


def _last_syllable(name: str, stop: int) -> int | None:
    """Give where the last syllable before a place begins, with all consonants before its vowel."""
    end = _SYLLABLE_END.search(name[:stop])
    if not end:
        return None
    start = end.start()
    while start > 0 and name[start - 1] not in "aiueo":
        start -= 1
    return start


@lru_cache(maxsize=20_000)
def sound_key(name: str) -> str:
    """Give what is heard of a name, so that *Arif* and *Arip*, *Khusnul* and *Kusnul*, *Yanti* and *Ianti* meet."""
    for written, heard in _SOUNDS:
        name = name.replace(written, heard)
    name = _DOUBLED.sub(r"\1", name)
    return name[:-1] if name.endswith("h") and len(name) > 3 else name


@cache
def ordinary_words() -> frozenset[str]:
    """Give every single word that any packaged word list knows: such a word alone is no sure sign of a name."""
    words: set[str] = set()
    for name in data_names("lexicons"):
        if name.endswith("_weights.toml"):
            continue
        for entry in _strings(load_toml(name).content):
            words.update(entry.casefold().split())
    return frozenset(words)


def _strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(content, (list, tuple)):
        for value in content:
            yield from _strings(value)
