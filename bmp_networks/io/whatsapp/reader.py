"""``read_chat``: an exported chat becomes a ``Chat``, whatever phone, language and locale it comes from."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat, Source
from bmp_networks.io.whatsapp.archive import ExportText, NamedBytes, open_export
from bmp_networks.io.whatsapp.authors import clean_name
from bmp_networks.io.whatsapp.bodies import worth_a_look
from bmp_networks.io.whatsapp.dates import NO_DAY, DateReading, other_calendar, read_dates
from bmp_networks.io.whatsapp.detection import counts_eras, find_shape
from bmp_networks.io.whatsapp.events import EventReader
from bmp_networks.io.whatsapp.headers import Skeleton, cut_records
from bmp_networks.io.whatsapp.pasted import find_pasted, fold_into_previous
from bmp_networks.io.whatsapp.people import settle_authors
from bmp_networks.io.whatsapp.records import fill_columns, name_exporter, record_table
from bmp_networks.io.whatsapp.refusals import refuse, refuse_if_foreign
from bmp_networks.io.whatsapp.shapes import Shape
from bmp_networks.io.whatsapp.sources import describe_source

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = 86_400
_MARKS_OF_IOS = tuple(b":" + gap + mark for gap in (b" ", b"") for mark in (b"\xe2\x80\x8e", b"\xe2\x80\x8f"))


def read_chat(
    *sources: Path | str | NamedBytes,
    date_order: str = "auto",
    me: str | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Chat:
    """Read an exported WhatsApp chat, from a text file or the zip a phone makes, losing no line.

    Parameters
    ----------
    sources
        The exported file; several are exports of one group from several phones, which are merged.
    date_order
        ``auto`` decides over the whole file; ``day-first``, ``month-first`` or ``year-first`` where a person knows.
    me
        Name of the person who exported the chat: it stands wherever the file says You, Anda, 您 …
    aliases
        Names of one person in several exports: name as printed → name to use.

    Returns
    -------
    Chat
        Its ``sources`` say how each file was read and how sure that is; its ``unread`` holds the lines that belong to
        no record.

    Raises
    ------
    InputRefusedError
        When a file is missing, is no export (it is named), or its dates cannot be read.

    Warns
    -----
    UserWarning
        When a file is empty.
    """
    if not sources:
        raise TypeError("read_chat needs at least one file")
    chats = [_read_one(open_export(source), date_order, me) for source in sources]
    if len(chats) == 1 and not aliases:
        return chats[0]
    from bmp_networks.io.merge import merge_chats

    return merge_chats(chats, aliases)


def _read_one(export: ExportText, date_order: str, me: str | None) -> Chat:
    data = _with_line_feeds(export.data)
    if not data or data.isspace():
        warnings.warn(f"{export.name} is empty: no records were read", UserWarning, stacklevel=3)
        return _empty(export)
    shape = find_shape(data)
    if shape is None:
        raise other_calendar(export.name) if counts_eras(data) else refuse(export)
    if shape.key.endswith("_other") or (shape.signature.platform == "ios" and not shape.signature.seconds):
        refuse_if_foreign(export)
    has_returns = b"\r" in data
    if has_returns and not shape.crlf:
        data = data.replace(b"\r\n", b"\n")
    skeleton, dates, seconds = _date_records(cut_records(data, shape), data, shape, date_order, export.name)
    if not skeleton.texts:
        raise refuse(export)
    ios = shape.signature.platform != "android"
    marked = ios and any(mark in data for mark in _MARKS_OF_IOS)
    reader = EventReader(map(clean_name, skeleton.authors[1:]))
    looked = _worth_a_look(skeleton, stray_returns=has_returns and data.count(b"\r") > data.count(b"\r\n"))
    settled = settle_authors(skeleton, looked, reader, bracketed=shape.signature.platform == "ios")
    reader.learn(skeleton.authors)
    columns = fill_columns(
        skeleton,
        settled.system,
        sorted(settled.changed.union(looked)) if settled.changed else looked,
        reader,
        ios=ios,
        marked=marked,
        crlf=shape.crlf,
        group_hint=export.group_hint,
    )
    if not columns.languages and not any(columns.author):
        # Dated lines without a single author or known sentence: minutes of a meeting, a log.
        raise refuse(export)
    columns.dashed = settled.dashed
    if me:
        name_exporter(columns, me)
    records = record_table(columns, skeleton, seconds)
    n_lines = int(skeleton.lines.sum()) + (0 if skeleton.before is None else skeleton.before.count("\n") + 1)
    source = describe_source(export, shape, dates, records, columns, n_lines)
    return Chat(records, (source,), _unread(skeleton))


def _date_records(
    skeleton: Skeleton, data: bytes, shape: Shape, date_order: str, name: str
) -> tuple[Skeleton, DateReading, np.ndarray]:
    """Date every record; lines whose date or time is none, and pasted lines, go back into the message before them."""
    dates = _read_dates(skeleton, shape, date_order, name)
    wrong = (dates.days[skeleton.date_codes] == NO_DAY) | (skeleton.clock < 0)
    if wrong.any():
        skeleton = fold_into_previous(skeleton, wrong, data, crlf=shape.crlf)
    seconds = dates.days[skeleton.date_codes] * _DAY + skeleton.clock
    pasted = find_pasted(skeleton, seconds, dates_are_sure=dates.confidence != "locale_default")
    if pasted.any():
        skeleton, seconds = fold_into_previous(skeleton, pasted, data, crlf=shape.crlf), seconds[~pasted]
    return skeleton, dates, seconds


def _read_dates(skeleton: Skeleton, shape: Shape, date_order: str, name: str) -> DateReading:
    return read_dates(
        skeleton.dates,
        skeleton.date_codes,
        skeleton.clock,
        shape,
        order=date_order,
        name=name,
        texts=skeleton.texts,
    )


def _worth_a_look(skeleton: Skeleton, *, stray_returns: bool) -> list[int]:
    """Give the records whose text may be more than words, or has line ends to mend."""
    texts = skeleton.texts
    several = np.flatnonzero(skeleton.lines > 1).tolist()
    looked = worth_a_look(texts)
    more = [number for number in several if texts[number].endswith("\n") or "\r" in texts[number]]
    if stray_returns:
        more += [number for number, text in enumerate(texts) if "\r" in text]
    return sorted({*looked, *more}) if more else looked


def _with_line_feeds(data: bytes) -> bytes:
    """Turn the line ends of very old Macs into those of everybody else."""
    return data.replace(b"\r", b"\n") if b"\r" in data and b"\n" not in data else data


def _unread(skeleton: Skeleton) -> pd.DataFrame:
    lines = [] if skeleton.before is None else skeleton.before.split("\n")
    return UNREAD.build(
        {
            "source": [1] * len(lines),
            "line": range(1, len(lines) + 1),
            "text": [line.removesuffix("\r") for line in lines],
        }
    )


def _empty(export: ExportText) -> Chat:
    lines = _with_line_feeds(export.data).decode("utf-8", "replace").split("\n")
    if not lines[-1]:
        lines.pop()
    source = Source(
        name=export.name,
        sha256=export.sha256,
        platform="unknown",
        shape="none",
        date_order="day-first",
        date_confidence="locale_default",
        date_reason="the file holds no date",
        has_seconds=False,
        encoding=export.encoding,
        group=export.group_hint,
        n_lines=len(lines),
        notes=export.notes,
    )
    unread = UNREAD.from_rows(
        [{"source": 1, "line": number, "text": text.removesuffix("\r")} for number, text in enumerate(lines, 1)]
    )
    return Chat(RECORDS.from_rows([]), (source,), unread)
