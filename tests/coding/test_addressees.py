from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pandas as pd
import pytest

from bmp_networks.coding.addressees import address, find_addressees
from bmp_networks.coding.calls import Calls
from bmp_networks.coding.names import build_names, learn_introductions
from bmp_networks.containers.roster import PEOPLE, Roster
from bmp_networks.text import tokenize

if TYPE_CHECKING:
    from bmp_networks.containers.chat import Chat

AUTHORS = ["Bu Murni Sapuran", "Mbak Asri", "Wiwin Emping", "Pak Darso Kades", "+62 812-0000-1111", "Ika"]


def addressed(text: str, author: str = "Mbak Asri", mentions: tuple[str, ...] = ()) -> list[str]:
    book = build_names(AUTHORS, None)
    learn_introductions(book, [(4, "+62 812-0000-1111", "Ratih dari Kaliwiro")], {4: tokenize("Ratih dari Kaliwiro")})
    found = address(Calls(book), 9, author, text, tokenize(text), mentions)
    return [name for hit in found if (name := book.name_in_use(hit.person, 9))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bu Murni, stoknya masih ada?", ["Bu Murni Sapuran"]),
        ("iya bu murni", ["Bu Murni Sapuran"]),
        ("empingnya siap diambil mbak Wiwin?", ["Wiwin Emping"]),
        ("siap win, besok", ["Wiwin Emping"]),
        ("pak kades nuwun sewu, balainya dipakai?", ["Pak Darso Kades"]),
        ("taruh di rak ka", ["Ika"]),
        ("makasih bu Murni dan semuanya", ["Bu Murni Sapuran"]),
        ("Mbak Ratih kapan ke sini?", ["+62 812-0000-1111"]),
        ("ini Wiwin to?", ["Wiwin Emping"]),
    ],
)
def test_members_spoken_to_are_found(text: str, expected: list[str]) -> None:
    assert addressed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mbak, bu, pak, mas",
        "tadi titip ke bu Murni",
        "rumah bu Murni kebanjiran",
        "kata mbak Wiwin besok libur",
        "Bu Murni sudah pulang",
        "Senin pagi: Wiwin, Ika",
        "Saya, Wiwin, Ika",
        "diterima Bu Murni langsung",
        "rek mbak Wiwin aja",
        "06.00 - 11.00 Wiwin",
    ],
)
def test_members_spoken_about_are_not_addressed(text: str) -> None:
    assert addressed(text) == []


def test_nobody_addresses_herself() -> None:
    assert addressed("ini mbak Asri, nomer baru", author="Mbak Asri") == []


def test_mentions_are_resolved_by_digits_and_by_name() -> None:
    assert addressed("@6281200001111 gimana?") == ["+62 812-0000-1111"]
    assert addressed("@\u2068Ika\u2069 gimana?") == ["Ika"]


def person(name: str, who: str) -> dict[str, object]:
    row: dict[str, object] = {}
    for column in PEOPLE.columns:
        row[column.name] = {"number": float("nan"), "flag": False, "time": None}.get(column.kind)
    return row | {"name": name, "person": who}


def test_a_person_with_two_names_stands_under_the_one_in_use() -> None:
    roster = Roster(PEOPLE.from_rows([person("Siti", "p1"), person("+62 811-1", "p1"), person("Asri", "p2")]))
    book = build_names(["Siti", "Asri", "Asri", "+62 811-1", "Asri"], roster)
    assert [book.name_in_use("p1", i) for i in (0, 2, 3, 4)] == ["Siti", "Siti", "+62 811-1", "+62 811-1"]


def test_a_member_who_joins_later_is_not_addressed_before() -> None:
    book = build_names(["Asri", "Wiwin"], None)
    book.joined["Wiwin"] = 1
    text = "mbak Wiwin nanti saya masukkan"
    assert address(Calls(book), 0, "Asri", text, tokenize(text)) == []


def spoken_to(*lines: tuple[str, str], roster: Roster | None = None) -> list[tuple[str, ...]]:
    """Say whom each message of a small chat speaks to."""
    bodies = [body for _, body in lines]
    messages = pd.DataFrame({"author": [author for author, _ in lines], "body": bodies, "mentions": [()] * len(lines)})
    chat = SimpleNamespace(
        messages=messages,
        events=pd.DataFrame({"targets": [], "actor": []}),
        records=pd.DataFrame({"i": [], "event": [], "actor": [], "targets": []}),
    )
    return find_addressees(cast("Chat", chat), [tokenize(body) for body in bodies], roster).names


def test_a_name_is_learnt_from_those_who_answer_a_number() -> None:
    lines = (
        ("+62 812-0000-2222", "emping masih ada?"),
        ("Mbak Asri", "masih Gendis, 12 bks"),
        ("+62 812-0000-2222", "aku 5 ya"),
        ("Ika", "wis tak catet Gendis, sesuk diambil"),
        ("+62 812-0000-2222", "siap"),
        ("Ika", "rek-e sing biasa ya Gendis"),
    )
    assert spoken_to(*lines)[5] == ("+62 812-0000-2222",)


def test_the_owner_of_a_garden_is_not_the_number_just_before() -> None:
    lines = (("+62 812-0000-2222", "onten pohung?"), ("Ika", "ana neng kebon pak Darmo, regane 1.300"))
    assert spoken_to(*lines)[1] == ()


def test_a_ware_in_a_contact_name_is_no_name() -> None:
    lines = (
        ("Wiwin Lanting", "pagi semua"),
        ("Ika", "lanting isih ana? pengin lanting, tiwul, lanting pedes"),
        ("Mbak Asri", "aku seneng lanting"),
        ("Ika", "pesen gula karo lanting"),
        ("Ika", "oke lanting"),
    )
    assert spoken_to(*lines) == [(), (), (), (), ()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ikut mbak Wiwin.", ["Wiwin Emping"]),
        ("Untuk bu Murni, label bisa diambil besok", ["Bu Murni Sapuran"]),
        ("Siap diambil bu Murni. Besok pagi", ["Bu Murni Sapuran"]),
        ("yang bawa tikar: Wiwin, Ika", ["Wiwin Emping", "Ika"]),
        ("Hasil lomba: Asri 85, Ratih 80, mbak Wiwin 75", []),
    ],
)
def test_joining_in_and_being_waited_for_address(text: str, expected: list[str]) -> None:
    assert addressed(text, author="Pak Darso Kades") == expected
