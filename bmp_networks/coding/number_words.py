"""The words of numbers, units and currencies, gathered from the data files of all languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import Token


@dataclass(frozen=True)
class NumberWords:
    """The words of numbers, units and currencies, from the data files."""

    digit: dict[str, float]
    whole: dict[str, float]
    teen: dict[str, float]
    times: dict[str, float]
    half: dict[str, float]
    half_of: frozenset[str]
    suffix: dict[str, float]
    not_after: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, str]]
    per_only: dict[str, str]
    once: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]

    @property
    def all_words(self) -> frozenset[str]:
        """Every word that can begin a number."""
        return frozenset(self.digit) | frozenset(self.whole) | frozenset(self.half) | frozenset(self.once)


@cache
def number_words() -> NumberWords:
    """Gather the number words, units and currencies of all packaged languages."""
    tables: dict[str, dict[str, float]] = {name: {} for name in ("digit", "whole", "teen", "times", "half", "suffix")}
    not_after: dict[str, tuple[str, ...]] = {}
    half_of: set[str] = set()
    units: dict[str, tuple[str, str]] = {}
    per_only: dict[str, str] = {}
    once: dict[str, str] = {}
    for name in data_names("lexicons"):
        if name.startswith("lexicons/numbers_"):
            content = load_toml(name).content
            for table, words in tables.items():
                words.update({word: float(value) for word, value in content.get(table, {}).items()})
            half_of.update(content.get("half_of", {}).get("words", ()))
            not_after.update({word: tuple(before) for word, before in content.get("not_after", {}).items()})
        elif name.startswith("lexicons/units_"):
            content = load_toml(name).content
            for kind in ("other", "size", "goods"):
                for unit, variants in content[kind].items():
                    units.update(dict.fromkeys(variants, (unit, kind)))
            per_only.update({word: unit for unit, variants in content["per_only"].items() for word in variants})
            once.update({word: unit for unit, variants in content["once"].items() for word in variants})
    for variant, (unit, kind) in units.items():
        if kind == "goods" and len(variant) > 1:
            for prefix in ("se", "sak", "sa"):
                once.setdefault(prefix + variant, unit)
    once.update(dict.fromkeys(("skilo", "skg", "sklo"), "kg"))
    before, after = _currency_words()
    return NumberWords(
        **tables,
        half_of=frozenset(half_of),
        not_after=not_after,
        units=units,
        per_only=per_only,
        once=once,
        before=before,
        after=after,
    )


def _currency_words() -> tuple[dict[str, str], dict[str, str]]:
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for name in data_names("lexicons"):
        if name.startswith("lexicons/currencies_"):
            for code, words in load_toml(name).content.items():
                before.update(dict.fromkeys(words["before"], code))
                after.update(dict.fromkeys(words["after"], code))
    return before, after


def _adds_half(tokens: list[Token], place: int, current: float, position: int) -> bool:
    """Say whether *setengah* adds a half to the digit before it, and is none of *setengah mateng*, *setengah rego*."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return place > position and 1 <= current < 100 and after not in number_words().half_of


def read_words(tokens: list[Token], position: int) -> tuple[int, float, float]:
    """Read number words from a position: where they stop, the value in thousands or ones, and the scale."""
    words = number_words()
    total = current = 0.0
    seen = False
    scale = 1.0
    place = rounded = position
    while place < len(tokens):
        word = tokens[place].text
        if place > position and tokens[place].start - tokens[place - 1].end != 1:
            break
        if word in words.half and (not seen or _adds_half(tokens, place, current, position)):
            current += words.half[word]  # *lima setengah*
        elif word in words.digit and (current % 10 == 0 or not seen):
            if total + current >= 1000 and (total + current) % 1000 == 0 and words.digit[word] == 1:
                break  # *sewu siji*: a thousand each
            current += words.digit[word]
        elif word in words.whole and (current % 100 == 0 or not seen):
            current += words.whole[word]
        elif word in words.teen and seen:
            current += words.teen[word]
        elif word in words.times and seen:
            factor = words.times[word]
            if factor >= 1000:
                total, current, scale = total + current * factor, 0.0, max(scale, factor)
                rounded = place + 1
            else:
                current = current - current % 10 + (current % 10 or 1) * factor
        else:
            break
        seen = True
        place += 1
    if total and 0 < current < 100 and place < len(tokens) and tokens[place].text in words.units:
        place, current = rounded, 0.0  # *dua puluh ribu tiga bungkus* are two numbers
    amount = total + current
    if scale == 1 and amount >= 1000:
        scale = 1000.0
    return place, amount / scale, scale
