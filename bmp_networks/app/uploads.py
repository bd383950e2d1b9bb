"""Taking a file from the page into memory: with a cap on its bytes, and only when it may be what the page can use."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from bmp_networks.app.words import PageRefusalError
from bmp_networks.errors import BmpError, NotAnExportError
from bmp_networks.io.whatsapp.archive import ExportText, NamedBytes, open_export
from bmp_networks.io.whatsapp.refusals import refuse

MEGABYTE = 1 << 20
ZIP_LIMIT = 300 * MEGABYTE
TEXT_LIMIT = 100 * MEGABYTE
TABLE_LIMIT = 4 * MEGABYTE
_KEY = re.compile(rb"\s*[0-9a-fA-F]{32,256}\s*")


@dataclass(frozen=True)
class Upload:
    """A file the person put on the page.

    Parameters
    ----------
    number
        Its number on the page, from 1.
    kind
        ``chat``, ``roster`` (people.csv) or ``key`` (of the pseudonyms).
    """

    number: int
    kind: str
    file: NamedBytes = field(repr=False)


def limit_for(name: str) -> int:
    """Give the largest size in bytes that a file of this name may have."""
    lower = name.lower()
    return ZIP_LIMIT if lower.endswith(".zip") else TABLE_LIMIT if lower.endswith(".csv") else TEXT_LIMIT


async def take(pieces: AsyncIterator[bytes], name: str, claimed: int | None) -> NamedBytes:
    """Collect a file from the pieces in which it arrives; it is never larger in memory than its limit.

    Parameters
    ----------
    claimed
        Size the sender names before sending; a claim above the limit is refused before anything is read.

    Raises
    ------
    PageRefusalError
        When the file is, or says it is, larger than its limit, or is empty.
    """
    limit = limit_for(name)
    too_large = PageRefusalError("too_large", where=name, limit=limit // MEGABYTE)
    if claimed is not None and claimed > limit:
        raise too_large
    whole = io.BytesIO()
    async for piece in pieces:
        if whole.tell() + len(piece) > limit:
            raise too_large
        whole.write(piece)
    if not whole.tell():
        raise PageRefusalError("empty", where=name)
    return NamedBytes(name, whole.getvalue())


def kind_of(file: NamedBytes) -> str:
    """Tell what a file is for: ``chat``, ``roster`` or ``key``.

    Raises
    ------
    InputRefusedError
        When it is neither: another program's file, an encrypted or damaged zip, one that swells beyond reason.
    """
    if len(file.data) < 1024 and _KEY.fullmatch(file.data):
        return "key"
    if file.name.lower().endswith(".csv"):
        _check_roster(file)
        return "roster"
    try:
        _check_chat(open_export(file))
    except NotAnExportError as error:
        if error.kind == "spreadsheet":
            raise PageRefusalError("spreadsheet", where=file.name) from None
        raise
    return "chat"


def _check_chat(export: ExportText) -> None:
    """Look whether any line is like a line of a chat, so that a person hears it at once and not after the reading."""
    from bmp_networks.io.whatsapp.dates import other_calendar
    from bmp_networks.io.whatsapp.detection import counts_eras, find_shape

    if not export.data or export.data.isspace():
        raise PageRefusalError("empty", where=export.name)
    if find_shape(export.data) is None:
        raise other_calendar(export.name) if counts_eras(export.data) else refuse(export)


def _check_roster(file: NamedBytes) -> None:
    from bmp_networks.io.tables import read_roster

    try:
        read_roster(file)
    except BmpError:
        raise
    except Exception:  # a csv module's own complaint about a broken file
        raise PageRefusalError("roster", where=file.name) from None
