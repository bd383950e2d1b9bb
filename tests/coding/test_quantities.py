import pytest

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.clues import gather_clues
from bmp_networks.coding.money import find_prices
from bmp_networks.coding.numbers import find_numbers
from bmp_networks.coding.quantities import Quantity, find_quantities
from bmp_networks.text import tokenize


def quantities(text: str, thread: Thread | None = None, product: str = "") -> list[Quantity]:
    tokens = tokenize(text)
    start = text.find(product)
    spans = [("other:" + product, start, start + len(product))] if product else []
    clues = gather_clues(text, tokens, find_numbers(text, tokens), spans)
    return find_quantities(clues, find_prices(clues, thread), thread)


def values(text: str, thread: Thread | None = None, product: str = "") -> list[tuple[float, str | None]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(text, thread, product)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25 bks ya", [(25, "bks")]),
        ("sepuluh bungkus dulu", [(10, "bks")]),
        ("butuh setengah kilo gula sama 2 lusin botol", [(0.5, "kg"), (2, "lusin")]),
        ("pesan sekodi", [(1, "kodi")]),
        ("selawe lembar", [(25, "lembar")]),
        ("satus seket bks", [(150, "bks")]),
        ("empat puluh lima paket", [(45, "paket")]),
        ("1/2 kg jahe, 3 dus botol", [(0.5, "kg"), (3, "dus")]),
        ("1.000 lbr label", [(1000, "lembar")]),
        ("20an bks", [(20, "bks")]),
    ],
)
def test_amounts_with_a_unit_are_read(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "15 orang hadir",
        "pelatihan 3 hari",
        "kemasan 250gr isi 12",
        "meja ada 4, kursi 10",
        "diskon 10%",
        "usia 23-38",
        "jam 7, tgl 5",
        "2 kamar",
    ],
)
def test_people_days_sizes_and_furniture_are_no_goods(text: str) -> None:
    assert values(text) == []


def test_a_bare_number_beside_a_product_takes_its_unit() -> None:
    assert values("lanting tinggal 11", product="lanting") == [(11, "bks")]


def test_a_bare_number_takes_the_unit_of_the_thread() -> None:
    thread = Thread(goods=True, asks_amount=True, values={20.0: "toples"}, unit="toples")
    assert values("30", thread) == [(30, "toples")]
    assert values("tambah 10 lagi", thread) == [(10, "toples")]


def test_a_bare_number_without_talk_of_goods_is_nothing() -> None:
    assert values("tinggal 3 lagi") == []


def test_the_first_number_of_a_product_is_the_amount() -> None:
    assert values("20 toples x 15rb = 300rb") == [(20, "toples")]


def test_an_amount_taken_up_again_in_the_sum_counts_once() -> None:
    assert values("jadi 60 dus. 60 x 31k = 1.860.000") == [(60, "dus")]


def test_parts_of_an_amount_count_too() -> None:
    assert values("100 bks ya, 40 asin 30 manis 30 pedas") == [(100, "bks"), (40, "bks"), (30, "bks"), (30, "bks")]


def test_one_unit_with_its_price_is_a_price_and_no_amount() -> None:
    assert values("1 rol 35rb") == []


def test_amounts_stand_where_they_were_read() -> None:
    text = "kirim 12 toples dan sepuluh botol"
    assert [text[quantity.start : quantity.end] for quantity in quantities(text)] == ["12 toples", "sepuluh botol"]
