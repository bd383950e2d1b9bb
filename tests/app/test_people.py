from __future__ import annotations

import csv
import io

from bmp_networks.app.people import people_csv, people_rows
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat

CHAT = NamedBytes(
    "chat.txt",
    b"13/09/18 10.00 - Bu Satu: selamat pagi\n13/09/18 10.01 - +62 812-0000-1111: pagi bu\n"
    b"13/09/18 10.02 - =SUM(1): ini nama saya\n14/09/18 10.03 - Bu Satu: baik\n",
)


def rows(roster: str | None = None) -> list[dict[str, str]]:
    file = None if roster is None else NamedBytes("people.csv", roster.encode())
    return people_rows(read_chat(CHAT), file, {"Bu Satu": 2})


def test_every_name_and_number_of_the_chat_has_a_row():
    assert [(row["name"], row["messages"]) for row in rows()] == [
        ("Bu Satu", "2"),
        ("+62 812-0000-1111", "0"),
        ("=SUM(1)", "0"),
    ]


def test_what_the_roster_knows_stays_and_new_names_come_behind_it():
    found = rows("name,person,gender,village\nBu Lama,p01,f,Kertek\nBu Satu,p07,f,Leksono\n")
    assert [row["name"] for row in found] == ["Bu Lama", "Bu Satu", "+62 812-0000-1111", "=SUM(1)"]
    assert found[1]["gender"] == "f"
    assert len({row["person"] for row in found}) == 4


def test_people_csv_is_read_back_as_it_was_written():
    given = rows("name,person,gender\nBu Lama,p01,f\n")
    given[1] |= {"community": "Dua; satu, tiga", "level": "1"}
    roster = read_roster(NamedBytes("people.csv", people_csv(given)))
    assert list(roster.people["name"]) == [row["name"] for row in given]
    assert list(roster.people["person"]) == [row["person"] for row in given]
    assert roster.people["community"][1] == "Dua; satu, tiga"
    assert roster.people["level"][1] == 1
    assert roster.people["gender"][0] == "f"


def test_no_cell_of_people_csv_can_act_as_a_formula():
    given = [{"name": start + "cmd|' /C calc'!A0", "person": "p", "village": " " + start} for start in "=+-@"]
    table = list(csv.reader(io.StringIO(people_csv(given).decode("utf-8-sig"))))
    assert all(cell[:1] not in tuple("=+-@\t\r") for row in table for cell in row)


def test_a_phone_number_stays_a_phone_number():
    assert "\r\n+62 812-0000-1111," in people_csv(rows()).decode("utf-8-sig")
