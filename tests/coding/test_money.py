import pytest

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.clues import gather_clues
from bmp_networks.coding.money import Price, find_prices
from bmp_networks.coding.numbers import find_numbers
from bmp_networks.text import tokenize


def prices(text: str, thread: Thread | None = None) -> list[Price]:
    tokens = tokenize(text)
    return find_prices(gather_clues(text, tokens, find_numbers(text, tokens)), thread).prices


def amounts(text: str, thread: Thread | None = None) -> list[float]:
    return [price.amount for price in prices(text, thread)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harga rengginang 15rb", [15_000]),
        ("rengginang 15k ya", [15_000]),
        ("Rp15.000,- sudah bersih", [15_000]),
        ("Rp. 7.500 - Rp. 10.000", [7_500, 10_000]),
        ("sambal 15-20rb", [15_000, 20_000]),
        ("1,5 jt untuk semua", [1_500_000]),
        ("lima belas ribu mbak", [15_000]),
        ("dua puluh lima ribu", [25_000]),
        ("sepuluh ewu wae", [10_000]),
        ("toples @17.500", [17_500]),
        ("harganya 12.5 bu", [12_500]),
        ("seratus dua puluh ribu", [120_000]),
    ],
)
def test_every_way_of_writing_an_amount_is_read(text: str, expected: list[float]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ongkir 0rb, gula 14rb, minyak 17", [14_000, 17_000]),
        ("Rp0 dulu, harga 250", [0, 250_000]),  # a stated zero is money, but nothing is measured by it
    ],
)
def test_a_price_of_nothing_does_not_stop_the_reading(text: str, expected: list[float]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("dijual HK$ 25", "HKD"),
        ("25 HKD saja", "HKD"),
        ("NT$ 150", "TWD"),
        ("S$5", "SGD"),
        ("RM12", "MYR"),
        ("AUD 20", "AUD"),
    ],
)
def test_foreign_money_keeps_its_currency_and_is_not_scaled(text: str, currency: str) -> None:
    (price,) = prices(text)
    assert price.currency == currency
    assert price.amount < 200


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("15rb/bks", "bks"),
        ("15rb per bungkus", "bks"),
        ("28rb sekilo", "kg"),
        ("tiga ribu per biji", "pcs"),
        ("12 toples @17.500", "toples"),
        ("1 rol 35rb", "rol"),
        ("5 bks 55rb", "5 bks"),
        ("15rb", None),
    ],
)
def test_the_unit_a_price_is_for(text: str, per: str | None) -> None:
    assert [price.per for price in prices(text)] == [per]


def test_a_unit_said_once_holds_for_the_prices_beside_it() -> None:
    assert [price.per for price in prices("kecil 10rb per toples, besar 18rb")] == ["toples", "toples"]


@pytest.mark.parametrize(
    "text",
    [
        "rapat tgl 12 jam 13.30 di RT 03",
        "hub 0812-3456-7890 atau +62 857 1234 5678",
        "rek BCA 1234567890 an Murni",
        "resi JP1234567890",
        "lahir 15/12/1978, umur 45",
        "UU 18/2017 pasal 30",
        "https://example.org/15000",
        "kasus nomor 2018-1187",
        "gelombang 2, kelas 3",
    ],
)
def test_dates_numbers_and_links_are_no_money(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "kas bulan ini 20rb ya",
        "iuran anggota 10.000",
        "naik bus 35rb",
        "tolong isi pulsa 50rb",
        "gaji 4,5 juta belum dibayar",
        "pinjam 500rb dulu",
        "upah 70rb sehari",
        "transport diganti 50rb",
    ],
)
def test_dues_fares_wages_loans_and_credit_are_no_prices(text: str) -> None:
    assert amounts(text) == []


def test_stand_rent_and_piece_work_are_prices() -> None:
    assert amounts("sewa stand 250rb") == [250_000]
    assert amounts("upah jahit 5rb per biji") == [5_000]


def test_in_a_sum_shorthand_means_thousands() -> None:
    assert amounts("50x12=600") == [12_000, 600_000]
    assert amounts("20 toples x 15rb = 300rb") == [15_000, 300_000]


def test_a_bare_number_is_money_where_the_thread_asks_for_a_price() -> None:
    assert amounts("15 mbak", Thread(goods=True, asks_price=True)) == [15_000]
    assert amounts("15 mbak") == []


def test_a_bare_number_is_money_where_the_thread_named_it() -> None:
    thread = Thread(amounts={250_000.0}, goods=True)
    assert amounts("sudah masuk? 250", thread) == [250_000]


def test_a_pack_size_is_no_price() -> None:
    assert amounts("kemasan 250 gr isi 12") == []


def test_prices_stand_where_they_were_read() -> None:
    text = "rengginang 15rb, emping Rp 20.000"
    assert [text[price.start : price.end] for price in prices(text)] == ["15rb", "Rp 20.000"]


def test_repeats_are_kept_in_the_order_of_the_text() -> None:
    assert amounts("emping 10rb, opak 8rb, lanting 10rb") == [10_000, 8_000, 10_000]
