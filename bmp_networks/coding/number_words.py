"""The words of numbers, units and currencies, gathered from the data files of all languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bmp_networks.resources import data_names, load_toml


@dataclass(frozen=True)
class NumberWords:
    """The words of numbers, units and currencies, from the data files."""

    digit: dict[str, float]
    whole: dict[str, float]
    teen: dict[str, float]
    times: dict[str, float]
    half: dict[str, float]
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
    units: dict[str, tuple[str, str]] = {}
    per_only: dict[str, str] = {}
    once: dict[str, str] = {}
    for name in data_names("lexicons"):
        if name.startswith("lexicons/numbers_"):
            content = load_toml(name).content
            for table, words in tables.items():
                words.update({word: float(value) for word, value in content.get(table, {}).items()})
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
        **tables, not_after=not_after, units=units, per_only=per_only, once=once, before=before, after=after
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
