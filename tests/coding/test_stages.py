import numpy as np
import pytest

from bmp_networks.coding.stages import code_stages, strongest, weigh
from bmp_networks.io.lexicons import read_lexicon
from bmp_networks.text import tokenize_all
from tests.coding.lexical import stages_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("singkong larang, 2.500 per kg", ("raw_material",)),
        ("wis tak jemur, kari nggiling", ("production",)),
        ("label karo pouch durung teko", ("packaging",)),
        ("upload foto produk di ig", ("promotion",)),
        ("mau pesan 20 bks", ("order",)),
        ("barang sudah dikirim, resinya nanti", ("delivery",)),
        ("remuk kabeh, pembeli komplain", ("feedback",)),
        ("stempel dan kop surat", ()),
        ("dele mundhak maneh 8000 sekilo", ("raw_material",)),
        ("sopo gelem, isih anget", ("promotion",)),
        ("wis tak titipno bojomu", ("delivery",)),
        ("parantos dikintun kamari", ("delivery",)),
    ],
)
def test_each_stage_is_recognised_by_its_words(text, expected):
    assert stages_of(text) == expected


@pytest.mark.parametrize(
    ("text", "stage", "is_there"),
    [
        ("5 bungkus dulu ya", "packaging", False),  # a quantity
        ("bantu bungkus malem iki", "packaging", True),
        ("ada pesan dari bu lurah", "order", False),  # a message
        ("pesan 5 bks", "order", True),
        ("kirim foto ya", "delivery", False),
        ("kirim besok", "delivery", True),
        ("sampai jam 5 di sini", "delivery", False),  # until
        ("sudah sampai, makasih", "delivery", True),
        ("belum ada ongkir", "delivery", False),
        ("jajan 12 box", "packaging", False),
    ],
)
def test_words_of_two_meanings_are_told_apart(text, stage, is_there):
    assert (stage in stages_of(text)) is is_there


def test_buying_inputs_is_no_order_of_goods():
    assert stages_of("butuh lakban, beli 2 rol berapa") == ("packaging",)


def test_without_a_product_only_strong_words_count():
    assert stages_of("butuh 6 orang, mau?", product=None) == ()
    assert stages_of("PIRT belum jadi", product=None) == ("packaging",)
    assert stages_of("retribusi saya transfer", product=None) == ()


def test_what_is_sold_while_a_bazaar_goes_on_is_promotion():
    texts = ["sudah di stand ya", "tiwul laku 12 bks", "tiwul laku 12 bks"]
    sent = np.array(["2024-05-04T08:00", "2024-05-04T11:00", "2024-05-20T11:00"], dtype="datetime64[s]")
    coded = code_stages(
        tokenize_all(texts), read_lexicon(), texts=texts, products=[(), ("tiwul",), ("tiwul",)], sent_at=sent
    )
    assert coded.codes[1:] == [("promotion",), ("order",)]


def test_weights_add_up_as_independent_signs_do():
    spans = [
        {"field": "stages", "value": "order", "start": start, "end": start + 1, "weight": weight}
        for start, weight in [(0, 0.3), (5, 0.4), (5, 0.2)]
    ]
    assert weigh(spans)["order"] == pytest.approx(1 - 0.7 * 0.6)  # the word at 5 counts once, by its larger weight
    assert strongest(spans, "order") == 0.4
    assert strongest(spans, "delivery") == 0.0


def test_a_stand_is_planned_also_at_a_meeting():
    assert stages_of("rapat jumat bahas sewa stan dan iuran", product=None) == ("promotion",)
