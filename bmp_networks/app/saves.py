"""What can be saved from the page: each entry gives a file name, its type and its bytes; the browser does the saving.

What may be shared and what names people are different entries with different file names, so that one is not taken for
the other.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bmp_networks.app.people import FILE_NAME, people_csv, people_rows
from bmp_networks.app.words import app_words

if TYPE_CHECKING:
    from bmp_networks.app.results import Result
    from bmp_networks.app.sessions import Session

Saved = tuple[str, str, bytes]

HTML, CSV, TEXT = "text/html; charset=utf-8", "text/csv; charset=utf-8", "text/plain; charset=utf-8"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _report(audience: str) -> Callable[[Session, str], Saved]:
    def save(session: Session, lang: str) -> Saved:
        result = _result(session)
        return _name(result, f"report_{audience}", lang) + ".html", HTML, result.page(audience, lang).encode()

    return save


def _tables(audience: str) -> Callable[[Session, str], Saved]:
    def save(session: Session, lang: str) -> Saved:
        result = _result(session)
        return _name(result, f"tables_{audience}", lang) + ".xlsx", XLSX, result.tables(audience, lang)

    return save


def _people(session: Session, lang: str) -> Saved:
    result, roster = _result(session), session.files("roster")
    rows = people_rows(result.study.chat, roster[0] if roster else None, result.counts)
    return FILE_NAME, CSV, people_csv(rows)


def _key(session: Session, lang: str) -> Saved:
    return app_words(lang)["files"]["key"], TEXT, session.project_secret().hex().encode() + b"\n"


def _export(session: Session, lang: str) -> Saved:
    from bmp_networks.io.whatsapp.writer import write_chat
    from bmp_networks.sharing.files import roster_csv

    result = _result(session)
    made = result.anonymized
    text = io.StringIO()
    write_chat(made.chat, text, shape=made.chat.sources[0].shape)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(_dated("chat.txt", result), text.getvalue().encode())
        if made.roster is not None:
            folder.writestr(_dated(FILE_NAME, result), roster_csv(made.roster).encode())
    return _name(result, "export", lang) + ".zip", ZIP, packed.getvalue()


def _dated(name: str, result: Result) -> zipfile.ZipInfo:
    """Name a file of the archive, with the last day of the chat and not today's as its date."""
    last = result.study.chat.messages["timestamp"].max()
    info = zipfile.ZipInfo(name, (max(last.year, 1980), last.month, last.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _replaced(session: Session, lang: str) -> Saved:
    from bmp_networks.io.output import render
    from bmp_networks.sharing.anonymizing import REPLACED

    result = _result(session)
    table = render(result.anonymized.changes, REPLACED, "csv")
    return _name(result, "replaced", lang) + ".csv", CSV, table.encode("utf-8-sig")


SAVES: dict[str, Callable[[Session, str], Saved]] = {
    "report-facilitator": _report("facilitator"),
    "report-sharing": _report("sharing"),
    "tables-facilitator": _tables("facilitator"),
    "tables-sharing": _tables("sharing"),
    "people": _people,
    "export": _export,
    "replaced": _replaced,
    "key": _key,
}


def _result(session: Session) -> Result:
    result: Any = session.result
    return result  # type: ignore[no-any-return]


def _name(result: Result, key: str, lang: str) -> str:
    """Name a file after what it is and the last day in it; never after the group, which may name a person."""
    last = result.study.chat.messages["timestamp"].max()
    return f"{app_words(lang)['files'][key]}-{last:%Y-%m-%d}"
