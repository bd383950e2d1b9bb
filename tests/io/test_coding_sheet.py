from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import ACTS, STAGES, TOPICS
from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.coding_cells import FIELDS, read_cell, write_cell
from bmp_networks.io.coding_sheet import SHEET, write_coding_sheet
from bmp_networks.io.coding_sheet_reading import read_both_coders, read_coding_sheet
from bmp_networks.io.tables import read_codes
from bmp_networks.io.whatsapp.reader import read_chat

EXPORT = (
    "14/02/2018 20.11 - Bu Tumi: Tiwul 9rb sebungkus, siapa mau?\n"
    "14/02/2018 20.12 - Bu Sri: Mau 3 bungkus bu\n"
    '14/02/2018 20.15 - Bu Tumi: =HYPERLINK("http://contoh.id";"hadiah")\n'
    "14/02/2018 20.16 - Bu Sri: +62 itu nomor siapa?\nhttps://contoh.id/resep\n"
)


@pytest.fixture
def chat(tmp_path) -> Chat:
    export = tmp_path / "chat.txt"
    export.write_text(EXPORT, encoding="utf-8")
    return read_chat(export)


@pytest.fixture
def sheet(tmp_path, chat) -> Path:
    write_coding_sheet(code_messages(chat), chat, tmp_path / "codes.xlsx")
    return tmp_path / "codes.xlsx"


def opened(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path)


def fill(path: Path, **cells: Any) -> Path:
    """Write into a sheet as a coder does: fill(path, **{"A act@0": "offer"}) is column A act of message 0."""
    book = opened(path)
    page = book[SHEET]
    header = [cell.value for cell in page[1]]
    for name, value in cells.items():
        column, _, i = name.partition("@")
        page.cell(int(i) + 2, header.index(column) + 1, value)
    book.save(path)
    return path


def test_the_sheet_has_the_messages_the_machines_codes_and_empty_columns_for_two_coders(sheet) -> None:
    page = opened(sheet)[SHEET]
    header = [cell.value for cell in page[1]]
    assert header[:4] == ["i", "sent_at", "author", "text"]
    for owner in ("machine", "A", "B"):
        assert {f"{owner} {field}" for field in FIELDS} <= set(header)
    first = {name: cell.value for name, cell in zip(header, page[2], strict=True)}
    assert (first["i"], first["author"], first["machine products"]) == (0, "Bu Tumi", "tiwul")
    assert 0 <= first["machine p_act"] <= 1
    assert all(first[name] is None for name in header if name.startswith(("A ", "B ")))
    assert page.freeze_panes == "E2"


def test_no_cell_is_a_formula_or_a_link(sheet) -> None:
    with zipfile.ZipFile(sheet) as parts:
        xml = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    page = opened(sheet)[SHEET]
    texts = [row[3] for row in page.iter_rows(min_row=2)]
    assert texts[2].value.startswith("=HYPERLINK")
    assert {cell.data_type for cell in texts} == {"s"}
    assert {cell.number_format for cell in texts} == {"@"}


def test_the_drop_down_lists_hold_the_codes_of_their_field(sheet) -> None:
    book = opened(sheet)
    page, lists = book[SHEET], book["lists"]
    header = [cell.value for cell in page[1]]
    offered = {}
    for validation in page.data_validations.dataValidation:
        first, last = validation.formula1.removeprefix("lists!").replace("$B$", "").split(":")
        codes = [lists.cell(row, 2).value for row in range(int(first), int(last) + 1)]
        offered[header[next(iter(validation.sqref)).min_col - 1]] = (codes, validation.showErrorMessage)
    assert offered["A act"] == (list(ACTS), True)
    assert offered["B topic"] == (list(TOPICS), True)
    assert offered["A stages"] == (list(STAGES), False)
    assert "tiwul" in offered["B products"][0]
    assert offered["A addressees"][0] == ["Bu Sri", "Bu Tumi"]


def test_the_columns_are_explained_in_two_languages(sheet) -> None:
    page = opened(sheet)["columns"]
    explained = {row[0].value: (row[1].value, row[2].value) for row in page.iter_rows() if row[0].value}
    for field in FIELDS:
        indonesian, english = explained[field]
        assert indonesian
        assert english
        assert indonesian != english


def test_the_same_coding_gives_the_same_sheet(sheet, chat, tmp_path) -> None:
    write_coding_sheet(code_messages(chat), chat, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == sheet.read_bytes()


def test_what_coder_a_filled_in_replaces_the_machine_and_the_rest_stays(sheet, chat) -> None:
    machine = code_messages(chat)
    fill(sheet, **{"A act@1": "agreement", "A products@1": "tiwul; carica", "A reply_to@1": "new", "B act@0": "thanks"})
    codes = read_codes(sheet)
    assert codes == [
        {
            "i": 1, "author": "Bu Sri", "coder": "A", "reply_to": None, "products": ["tiwul", "carica"],
            "act": "agreement",
        }
    ]  # fmt: skip
    corrected = apply_codes(machine, codes).messages
    assert corrected.loc[1, "products"] == ("tiwul", "carica")
    assert corrected["coder"].tolist() == ["machine", "A", "machine", "machine"]
    assert corrected.loc[1, "quantities"] == machine.messages.loc[1, "quantities"]
    assert corrected.loc[0, "act"] == machine.messages.loc[0, "act"]


def test_the_other_coder_counts_when_asked_for(sheet) -> None:
    fill(sheet, **{"A act@0": "offer", "B act@0": "announcement"})
    assert [row["act"] for row in read_codes(sheet, coder="B")] == ["announcement"]
    both = read_both_coders(sheet)
    assert (both["A"][0]["act"], both["B"][0]["act"]) == ("offer", "announcement")


def test_in_a_row_that_is_done_an_empty_cell_means_nothing(sheet) -> None:
    fill(sheet, **{"A done@0": "ya", "A act@0": "offer", "A products@1": "-"})
    done, touched = read_coding_sheet(sheet)
    assert (done["products"], done["prices"], done["reply_to"]) == ([], [], None)
    assert "topic" not in done
    assert touched == {"i": 1, "author": "Bu Sri", "coder": "A", "products": []}


def test_numbers_that_the_spreadsheet_made_of_codes_are_read(sheet) -> None:
    fill(sheet, **{"A reply_to@1": 0, "A prices@0": 9000, "A quantities@1": 2.5})
    first, second = read_coding_sheet(sheet)
    assert first["prices"] == [{"amount": 9000, "per": None}]
    assert (second["reply_to"], second["quantities"]) == (0, [{"value": 2.5, "unit": None}])


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("prices", "15.000/bks; 12500", [{"amount": 15000, "per": "bks"}, {"amount": 12500, "per": None}]),
        ("prices", "Rp 9,5 per pcs", [{"amount": 9.5, "per": "pcs"}]),
        ("prices", "HKD 25/bks", [{"amount": 25, "per": "bks", "currency": "HKD"}]),
        ("quantities", "20 bks; 0.125 kg\n3", [{"value": 20, "unit": "bks"}, {"value": 0.125, "unit": "kg"},
                                               {"value": 3, "unit": None}]),
        ("stages", "Raw material, order", ["raw_material", "order"]),
        ("places", "Hong Kong; Desa Sruni, Wonosobo", ["Hong Kong", "Desa Sruni, Wonosobo"]),
        ("actors", "dinkop;bmwm", ["dinkop", "bmwm"]),
        ("addressees", "-", []),
        ("reply_to", "NEW", None),
        ("reply_to", "12", 12),
    ],
)  # fmt: skip
def test_cells_are_read_as_coders_write_them(field: str, cell: str, value: object) -> None:
    assert read_cell(field, cell, where="") == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prices", [{"amount": 1.125, "per": "kg"}, {"amount": 1000000, "per": None}, {"amount": 3.5, "per": None,
                                                                                      "currency": "SAR"}]),
        ("quantities", [{"value": 0.125, "unit": "kg"}, {"value": 14, "unit": None}]),
        ("products", ["tiwul", "other:opak"]),
        ("reply_to", 7),
    ],
)  # fmt: skip
def test_what_is_written_into_a_cell_is_read_back(field: str, value: object) -> None:
    assert read_cell(field, write_cell(field, value), where="") == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("A act", "menyanyi"), ("A stages", "order; menyanyi"), ("A prices", "rahasia"), ("A prices", "1.2.3"),
        ("A quantities", "rahasia"), ("A reply_to", "rahasia"), ("A done", "rahasia"),
        ("B prices", dt.datetime(2018, 2, 14)), ("i", "rahasia"), ("i", 0),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_by_row_and_column_and_not_quoted(sheet, column: str, cell: object) -> None:
    fill(sheet, **{f"{column}@1": cell})
    with pytest.raises(TableError) as refusal:
        read_coding_sheet(sheet)
    assert refusal.value.where == f"codes.xlsx, row 3, column {column!r}"
    assert refusal.value.hint
    assert not any(word in str(refusal.value) for word in ("menyanyi", "rahasia", "1.2.3", "2018-02"))


def test_a_sheet_in_which_nobody_coded_says_so_and_points_to_the_other_coder(sheet) -> None:
    with pytest.raises(TableError, match="filled in nothing"):
        read_coding_sheet(sheet)
    fill(sheet, **{"B act@0": "offer"})
    with pytest.raises(TableError, match="--coder B"):
        read_coding_sheet(sheet)


def test_columns_may_be_moved_or_left_out_but_not_the_number_of_the_message(tmp_path) -> None:
    book = Workbook()
    book.active.title = SHEET
    book.active.append(["A act", "i", "remarks"])
    book.active.append(["offer", 4, "ragu"])
    book.active.append([None, None, None])
    book.save(tmp_path / "own.xlsx")
    assert read_coding_sheet(tmp_path / "own.xlsx") == [{"i": 4, "coder": "A", "act": "offer"}]
    book.active["B1"] = "number"
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(TableError, match="column 'i' is missing"):
        read_coding_sheet(tmp_path / "own.xlsx")


def test_what_is_no_coding_sheet_is_refused(tmp_path) -> None:
    (tmp_path / "text.xlsx").write_text("i,act\n")
    with pytest.raises(TableError, match=r"no \.xlsx workbook"):
        read_codes(tmp_path / "text.xlsx")
    Workbook().save(tmp_path / "other.xlsx")
    with pytest.raises(TableError, match="no sheet 'codes'"):
        read_codes(tmp_path / "other.xlsx")
    with pytest.raises(InputRefusedError, match="no such file"):
        read_codes(tmp_path / "nowhere.xlsx")
