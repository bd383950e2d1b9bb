"""The packaged data files: the only module that knows where they are; each is checked when it is read.

Every TOML file opens with a ``[meta]`` table (title, version, language, source, licence); every CSV file has a
sister entry in ``SOURCES.md`` and starts with comment lines ``# key: value`` that say the same.
"""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bmp_networks.errors import DataFileError

META_KEYS = ("title", "version", "language", "source", "licence")


@dataclass(frozen=True)
class DataFile:
    """A packaged data file: its meta block and its content.

    Parameters
    ----------
    name
        Path below ``data/``, with ``/``.
    meta
        title, version, language, source, licence (and more where a file has more to say).
    content
        For TOML a table without ``meta``; for CSV a list of rows, each a mapping of column to text.
    """

    name: str
    meta: dict[str, str]
    content: Any


def data_bytes(name: str) -> bytes:
    """Read a packaged file as it stands, given its path below ``data/``.

    Raises
    ------
    DataFileError
        When there is no such file.
    """
    place = resources.files("bmp_networks").joinpath("data", *name.split("/"))
    try:
        return place.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise DataFileError("there is no such data file", where=name, hint="reinstall the package") from None


def data_names(folder: str) -> list[str]:
    """List the packaged files in a folder below ``data/``, sorted, as paths below ``data/``."""
    place = resources.files("bmp_networks").joinpath("data", *folder.split("/"))
    return sorted(f"{folder}/{entry.name}" for entry in place.iterdir() if entry.is_file())


@cache
def load_toml(name: str) -> DataFile:
    """Read a packaged TOML file and check its meta block.

    Raises
    ------
    DataFileError
        When the file is missing, is no TOML, or its meta block lacks a key.
    """
    try:
        content = tomllib.loads(data_bytes(name).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(f"this is no readable TOML file ({error})", where=name) from None
    meta = content.pop("meta", {})
    return DataFile(name, _checked_meta(meta, name), content)


@cache
def load_csv(name: str) -> DataFile:
    """Read a packaged CSV file whose first lines are comments ``# key: value`` that form its meta block.

    Raises
    ------
    DataFileError
        When the file is missing, its meta block lacks a key, or a row has more or fewer cells than the header.
    """
    lines = data_bytes(name).decode("utf-8").splitlines()
    meta: dict[str, str] = {}
    n_comments = 0
    for line in lines:
        if not line.startswith("#"):
            break
        n_comments += 1
        key, _, value = line.lstrip("# ").partition(":")
        meta[key.strip()] = value.strip()
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[n_comments:])), strict=True))
    for number, row in enumerate(rows, n_comments + 2):
        if None in row or None in row.values():
            raise DataFileError("a row has more or fewer cells than the header", where=f"{name}, line {number}")
    return DataFile(name, _checked_meta(meta, name), rows)


def _checked_meta(meta: dict[str, Any], name: str) -> dict[str, str]:
    missing = [key for key in META_KEYS if not meta.get(key)]
    if missing:
        raise DataFileError(f"the meta block lacks {', '.join(missing)}", where=name)
    return {key: str(value) for key, value in meta.items()}
