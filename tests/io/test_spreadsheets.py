from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from bmp_networks.errors import TableError
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes


def workbook(*rows: list[object]) -> NamedBytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("notes").append(["name", "not read"])
    book.save(out)
    return NamedBytes("people.xlsx", out.getvalue())


def test_a_roster_may_be_a_workbook() -> None:
    roster = read_roster(
        workbook(
            ["name", "person", "level", "authority", "joined", "bot", "close_to", None],
            ["Ani", 1, 0, 0.5, datetime(2018, 11, 5), None, "Budi", None],
            [None, None, None, None, None, None, None, None],
            ["Budi", 2, 1.0, None, None, True, None, None],
        )
    )
    assert roster.people["person"].tolist() == ["1", "2"]
    assert roster.people["level"].tolist() == [0, 1]
    assert f"{roster.people['joined'][0]:%Y-%m-%d}" == "2018-11-05"
    assert roster.people["bot"].tolist() == [None, "yes"]
    assert roster.people["close_to"].tolist() == [("2",), ()]


def test_a_complaint_names_the_row_of_the_sheet() -> None:
    with pytest.raises(TableError) as caught:
        read_roster(workbook(["name", "level"], ["Ani", 0], ["Budi", "tinggi"]))
    assert caught.value.where == "people.xlsx, line 3"


def test_a_broken_workbook_is_refused_with_the_way_out() -> None:
    with pytest.raises(TableError) as caught:
        read_roster(NamedBytes("people.xlsx", b"PK\x03\x04 broken"))
    assert "CSV" in caught.value.hint
