"""Method notes, limits, how to cite, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bmp_networks.report.view import View

PRIVATE_SETTINGS = frozenset({"me"})
"""Settings that name a person: printed where names are printed."""


def method_notes(view: View) -> list[tuple[str, str]]:
    """Give pairs of title and text: how each part is computed."""
    words = view.words
    keys = ["replies", "ties", "inequality", "members", "products"]
    if not view.is_facilitator:
        keys.remove("members")
    values = {"profile": view.study.ties.profile, "episodes": words.number(view.study.inequality.episodes)}
    notes = []
    for key in keys:
        text = words(f"method.{key}", **values)
        if key == "ties" and view.study.roster is None:
            text = f"{words('method.no_roster')} {text}"
        notes.append((words(f"method.{key}_title"), text))
    return notes


def cite(view: View) -> str:
    """Say how to cite the program."""
    return view.words("method.cite", version=view.study.provenance.get("version", ""))


def provenance_pairs(view: View) -> list[tuple[str, str]]:
    """Give pairs of name and value: version, seed, settings, word lists, counts. Names of people and files stay out."""
    words, known = view.words, view.study.provenance
    settings = {
        key: value
        for key, value in known.get("settings", {}).items()
        if value is not None and (view.is_facilitator or key not in PRIVATE_SETTINGS)
    }
    hashes = [source.sha256 for source in view.study.chat.sources]
    return [
        (words("method.version"), str(known.get("version", ""))),
        (words("method.seed"), str(known.get("seed", ""))),
        (words("reading.hash"), "\n".join(hashes)),
        (words("method.settings"), _lines(settings)),
        (words("method.word_lists"), "\n".join(str(name) for name in known.get("word_lists", ()))),
        (words("method.counts"), _lines(known.get("counts", {}))),
    ]


def _lines(pairs: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {value}" for key, value in pairs.items())
