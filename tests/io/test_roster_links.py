from __future__ import annotations

import pytest

from bmp_networks.errors import TableError
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes


def people(text: str) -> NamedBytes:
    return NamedBytes("people.csv", text.encode())


def test_ids_and_names_are_read_and_stand_as_ids() -> None:
    roster = read_roster(
        people("name,person,close_to,kin_of\nAni,p1,Budi | p3,\nBudi,p2,,\n+62 812-3456-7890,p3,,081234567891; BUDI\n"
               "+62 812 3456 7891,p4,,\n")
    )  # fmt: skip
    assert roster.people["close_to"].tolist() == [("p2", "p3"), (), (), ()]
    assert roster.people["kin_of"].tolist() == [(), (), ("p4", "p2"), ()]


def test_what_stands_beside_each_name_of_a_person_is_joined() -> None:
    roster = read_roster(people("name,person,close_to\nAni,p1,p2\nAni HK,p1,p3|p2\nBudi,p2,\nCici,p3,\n"))
    assert roster.persons["close_to"].tolist() == [("p2", "p3"), (), ()]


def test_a_roster_without_such_columns_knows_of_nobody_close() -> None:
    roster = read_roster(people("name\nAni\nBudi\n"))
    assert roster.persons["close_to"].tolist() == [(), ()]


@pytest.mark.parametrize(
    ("cell", "complaint", "advice"),
    [
        ("Rahasia", "close_to names somebody who stands in no row", "person id or a name"),
        ("Budi, Cici", "close_to names somebody who stands in no row", "; or |"),
        ("Ani", "close_to names the person herself", "own row"),
        ("Siti", "a name of two persons", "person id"),
    ],
)
def test_a_cell_that_fits_nobody_is_refused_with_its_line_and_without_a_name(cell, complaint, advice) -> None:
    text = f'name,person,close_to\nBudi,p2,\nCici,p3,\nSiti,p4,\nSITI,p5,\nAni,p1,"{cell}"\n'
    with pytest.raises(TableError) as caught:
        read_roster(people(text))
    assert caught.value.where == "people.csv, line 6"
    assert complaint in caught.value.message
    assert advice in caught.value.hint
    assert cell not in str(caught.value)
