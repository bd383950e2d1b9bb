"""The coding sheet: every message with the machine's codes and empty columns for two coders, as a workbook.

No cell is a formula: what a chat says is written as text, into cells formatted as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.io.coding_cells import FIELDS, write_cell
from bmp_networks.io.output import write_whole
from bmp_networks.resources import load_toml

CODERS = ("A", "B")
"""The two coders a sheet has columns for."""

SHEET = "codes"
"""Name of the sheet that is filled in and read back; the others are ``columns`` and ``lists``."""

MARK = "yes"
"""What stands in ``A done`` where coder A has coded the whole message."""

_PROBABILITY = {"reply_to": "p_reply", "act": "p_act", "topic": "p_topic"}
_STRICT = ("act", "topic")
_WIDTHS = {"i": 6, "sent_at": 16, "author": 18, "text": 58, "id": 9, "reply_to": 9, "act": 14, "topic": 13, "done": 7,
           "note": 22, "p": 7}  # fmt: skip
_WIDE = 18
_LONGEST = 32_000
"""A cell holds 32,767 characters; longer messages are cut with an ellipsis, in the sheet only."""

_COLOURS = {"machine": "#E7E6E6", "A": "#DDEBF7", "B": "#FCE4D6", "": "#FFFFFF"}


@dataclass(frozen=True)
class _Column:
    """One column of the sheet: whose it is (machine, A, B or nobody's), and what it holds."""

    owner: str
    name: str

    @property
    def header(self) -> str:
        return f"{self.owner} {self.name}".strip()

    @property
    def width(self) -> int:
        return _WIDTHS["p"] if self.name.startswith("p_") else _WIDTHS.get(self.name, _WIDE)


def _columns() -> list[_Column]:
    columns = [_Column("", name) for name in ("i", "sent_at", "author", "text")]
    for field in FIELDS:
        columns.append(_Column("machine", field))
        if field in _PROBABILITY:
            columns.append(_Column("machine", _PROBABILITY[field]))
    for coder in CODERS:
        columns += [_Column(coder, name) for name in ("done", *FIELDS, "note")]
    return [*columns, _Column("", "id")]


def write_coding_sheet(
    coding: Coding,
    chat: Chat,
    target: Path,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
) -> None:
    """Write a workbook in which two people can code the messages that the machine has coded.

    Parameters
    ----------
    coding
        The codes shown in the columns ``machine …``.
    chat
        The chat they were read from: times and members.
    target
        The .xlsx file, written whole or not at all.
    gazetteer, lexicon
        Their organisations and products fill the drop-down lists.

    Raises
    ------
    InputRefusedError
        When the file cannot be written.
    """
    from xlsxwriter import Workbook

    choices = list(_choices(coding, chat, gazetteer, lexicon))

    # In memory: the text of a chat is not left in the folder of temporary files.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    content = BytesIO()
    with Workbook(content, plain) as book:
        times = chat.messages["timestamp"]
        # The moment of writing would make every file another one.
        book.set_properties({"created": times.max().to_pydatetime() if len(times) else None})
        sheet = book.add_worksheet(SHEET)
        _fill_codes(book, sheet, coding, chat)
        _add_lists(sheet, choices, len(coding.messages))
        _fill_explanations(book, book.add_worksheet("columns"))
        _fill_lists(book, book.add_worksheet("lists"), choices)
    write_whole(target, lambda path: path.write_bytes(content.getvalue()))


def _fill_codes(book: Any, sheet: Any, coding: Coding, chat: Chat) -> None:
    columns = _columns()
    wrapped = {owner: book.add_format(_looks(owner)) for owner in _COLOURS}
    bold = {owner: book.add_format(_looks(owner) | {"bold": True, "bottom": 1}) for owner in _COLOURS}
    for k, column in enumerate(columns):
        sheet.set_column(k, k, column.width, wrapped[column.owner])
        sheet.write_string(0, k, column.header, bold[column.owner])
    for k, column in enumerate(columns):
        if column.owner in CODERS:
            continue
        for row, cell in enumerate(_cells(column, coding, chat), 1):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, k, cell, wrapped[column.owner])
            elif cell == cell:
                sheet.write_number(row, k, cell, wrapped[column.owner])
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(1, len(coding.messages)), len(columns) - 1)


def _looks(owner: str) -> dict[str, Any]:
    colour = {"bg_color": _COLOURS[owner]} if owner else {}
    return {"text_wrap": True, "valign": "top", "num_format": "@", "border": 4, "border_color": "#BFBFBF"} | colour


def _cells(column: _Column, coding: Coding, chat: Chat) -> Iterator[str | float]:
    messages = coding.messages
    if column.name == "i":
        yield from messages["i"].tolist()
    elif column.name == "sent_at":
        yield from chat.messages["timestamp"].dt.strftime("%Y-%m-%d %H:%M").tolist()
    elif column.name in ("author", "text", "id"):
        for text in messages[column.name]:
            yield _cut(text or "")
    elif column.name.startswith("p_"):
        yield from (round(value, 2) for value in messages[column.name].tolist())
    else:
        for value in messages[column.name].tolist():
            yield _cut(write_cell(column.name, value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


Choice = tuple[str, str, str, str]
"""A row of the sheet ``lists``: field, code, and its meaning in Indonesian and English."""


def _choices(coding: Coding, chat: Chat, gazetteer: Gazetteer | None, lexicon: Lexicon | None) -> Iterator[Choice]:
    """List the codes of every drop-down list, field by field."""
    indonesian, english = (load_toml(f"texts/coding_sheet_{lang}.toml").content for lang in ("id", "en"))
    for field in ("done", "act", "topic", "stages"):
        for code, meaning in indonesian[field].items():
            yield field, code, meaning, english[field][code]
    products = {product for cell in coding.messages["products"] for product in cell}
    if lexicon is not None:
        terms = lexicon.terms
        products |= set(terms.loc[terms["field"].isin(["product", "material"]), "code"])
    yield from (("products", product, "", "") for product in sorted(products))
    named = {entry["id"] for cell in coding.messages["actors"] for entry in cell}
    names = dict.fromkeys(sorted(named), "")
    if gazetteer is not None:
        table = gazetteer.organisations
        names |= dict(zip(table["id"], table["name"].fillna(""), strict=True))
    yield from (("actors", str(actor), str(name), str(name)) for actor, name in sorted(names.items()))
    yield from (("addressees", name, "", "") for name in sorted(set(chat.messages["author"])))


def _add_lists(sheet: Any, choices: Iterable[Choice], n: int) -> None:
    """Give the coders' cells their drop-down lists; only act and topic take nothing else."""
    fields = [field for field, *_ in choices]
    for k, column in enumerate(_columns()):
        if column.owner not in CODERS or column.name not in fields or not n:
            continue
        first = fields.index(column.name) + 2
        last = first + fields.count(column.name) - 1
        sheet.data_validation(
            1, k, n, k,
            {"validate": "list", "source": f"=lists!$B${first}:$B${last}", "show_error": column.name in _STRICT},
        )  # fmt: skip


def _fill_explanations(book: Any, sheet: Any) -> None:
    """Explain the sheet and its columns, in Indonesian and in English."""
    texts = [load_toml(f"texts/coding_sheet_{lang}.toml").content for lang in ("id", "en")]
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.set_column(0, 0, 14, wrapped)
    sheet.set_column(1, 2, 62, wrapped)
    for k, words in enumerate(texts, 1):
        sheet.write_string(0, k, words["how"]["title"], bold)
        for row, step in enumerate(words["how"]["steps"], 1):
            sheet.write_string(row, k, step, wrapped)
    below = len(texts[0]["how"]["steps"]) + 2
    sheet.write_string(below, 0, " / ".join(words["headings"]["column"] for words in texts), bold)
    for k, words in enumerate(texts, 1):
        sheet.write_string(below, k, words["headings"]["meaning"], bold)
        for row, (name, meaning) in enumerate(words["columns"].items(), below + 1):
            sheet.write_string(row, 0, {"p": "p_…", "machine": "machine …"}.get(name, name), wrapped)
            sheet.write_string(row, k, meaning, wrapped)


def _fill_lists(book: Any, sheet: Any, choices: Iterable[Choice]) -> None:
    texts = [load_toml(f"texts/coding_sheet_{lang}.toml").content["headings"] for lang in ("id", "en")]
    plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
    header = ["field", "code", texts[0]["meaning"], texts[1]["meaning"]]
    for row, cells in enumerate([header, *choices]):
        for k, cell in enumerate(cells):
            sheet.write_string(row, k, cell, plain if row else bold)
    sheet.set_column(0, 0, 12, plain)
    sheet.set_column(1, 3, 44, plain)
    sheet.freeze_panes(1, 0)
