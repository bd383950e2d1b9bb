"""Lexicons and gazetteers: the packaged ones, and a person's own, whose rows come first; complaints name the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bmp_networks.containers.lexicon import TERMS, Lexicon, lexicon_from_tables
from bmp_networks.containers.roster import GAZETTEER_COLUMNS, Gazetteer, gazetteer_from_rows, merge_gazetteers
from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.tables import read_rows
from bmp_networks.packaged import packaged_gazetteer, packaged_lexicon

_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"^\s*\[([^\]]+)\]")
_KEY = re.compile(r'^\s*("[^"]*"|\'[^\']*\'|[\w.-]+)\s*=')


def read_lexicon(path: str | Path | None = None) -> Lexicon:
    """Read the words of products, stages and places: the packaged ones, after a person's own where one is given.

    A phrase of a person's file takes the place of the same phrase in the packaged files, so that a word can be
    given another meaning.

    Parameters
    ----------
    path
        A TOML file with sections ``[products]``, ``[common]``, ``[materials]``, ``[stages]``,
        ``[places.<ring>]`` or ``[cues]``, each mapping a code to a list of phrases.

    Raises
    ------
    TableError
        When the file does not fit its description; the line is named.
    InputRefusedError
        When the file is missing.
    """
    packaged = packaged_lexicon()
    if path is None:
        return packaged
    own = _own_lexicon(Path(path))
    taken = set(zip(own.terms["field"], own.terms["phrase"].str.lstrip("="), strict=True))
    keys = zip(packaged.terms["field"], packaged.terms["phrase"].str.lstrip("="), strict=True)
    rest = packaged.terms[[key not in taken for key in keys]]
    rows = own.terms.to_dict("records") + rest.to_dict("records")
    return replace(packaged, terms=TERMS.from_rows(rows), versions=own.versions + packaged.versions)


def read_gazetteer(*paths: str | Path) -> Gazetteer:
    """Read the organisations a chat may name: a person's own first, then the packaged ones.

    A CSV file may have the codebook's columns (id, name, variants, kind, level, relation) or the finer ones
    (status_level, authority, market, own, valid_from, valid_to, context, why). Where two rows share a
    variant, the row of the earlier file stands; the packaged ones come last.

    Raises
    ------
    TableError
        When a column is missing, or a cell holds none of what is allowed; the line is named.
    InputRefusedError
        When a file is missing.
    """
    own = [_own_gazetteer(Path(path)) for path in paths]
    return merge_gazetteers(*own, packaged_gazetteer())


def _own_gazetteer(path: Path) -> Gazetteer:
    rows = read_rows(path, required=(), known=GAZETTEER_COLUMNS)
    return gazetteer_from_rows(
        [row.cells for row in rows], where=path.name, lines=[row.line for row in rows], version=path.name
    )


def _own_lexicon(path: Path) -> Lexicon:
    text = _read_text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = found.group(1) if found else len(text.splitlines())  # tomllib says "at end of document"
        raise TableError(
            "this line is no TOML",
            where=f"{path.name}, line {line}",
            hint='write a code and its words: tiwul = ["tiwul", "thiwul"]',
        ) from None
    meta: Mapping[str, Any] = {"title": path.name, "version": "", "language": None, **content.pop("meta", {})}
    try:
        return lexicon_from_tables([(meta, content)])
    except TableError as error:
        line = _line_of(text, error.where)
        place = f"{path.name}, line {line}" if line else path.name
        raise TableError(error.message, where=place, hint=error.hint) from None


def _line_of(text: str, where: str) -> int | None:
    """Find the line of ``section.code`` (or of the section) in a TOML file."""
    section, section_line = "", None
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            section = header.group(1).strip()
            if where == section:
                return number
            section_line = number if where.startswith(f"{section}.") else section_line
            continue
        key = _KEY.match(line)
        if key and where == f"{section}.{key.group(1).strip(chr(34) + chr(39))}".lstrip("."):
            return number
    return section_line


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputRefusedError(
            "there is no such file", where=str(path), hint="check the name and the folder"
        ) from None
    except UnicodeDecodeError:
        raise TableError("this is no text in UTF-8", where=path.name, hint="save it as UTF-8") from None
