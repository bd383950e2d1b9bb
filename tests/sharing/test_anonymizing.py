from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from bmp_networks.coding.nicknames import ordinary_words
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.privacy import Key
from bmp_networks.sharing.anonymizing import anonymize
from bmp_networks.sharing.files import write_anonymized
from bmp_networks.study import Inputs, Material, Plan, build_network, code_material, read_material, type_ties

SAMPLES = Path(__file__).resolve().parents[2] / "sample_chats"
KEY = Key(b"a key for the tests only, no secret")
LEFT_IN_NAMES = frozenset(["sekar", "bumi", "rumpun", "puan", "sindoro", "asri", "muiwo"])
"""Words of organisations that stand in contact names too: they stay, as the organisations do."""


def talk(*lines: str) -> str:
    text = "".join(f"0{1 + n // 9}/09/18 07.{10 + n} - {line}\n" for n, line in enumerate(lines))
    chat = read_chat(NamedBytes("chat.txt", text.encode()))
    made = anonymize(chat, KEY, gazetteer=read_gazetteer())
    return "\n".join(made.chat.messages["body"])


GROUP = ("Bu Ngatmi Kalikajar: pagi", "Mas Jarwo: pagi juga", "Nur Dodol Salak: pagi")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Mas Jarwo besok jadi?", "Jarwo"),
        ("kata jarwo besok hujan", "jarwo"),
        ("rumahe Jarwone endi", "Jarwo"),
        ("hubungi Pak Sumarsono ya", "Sumarsono"),
        ("BNI 0384 7710 92 an Sofiyatun", "Sofiyatun"),
        ("BNI 0384 7710 92 an Sofiyatun", "7710"),
        ("wa ke 0813-2550-0075 ya", "2550"),
        ("wa ke +62 813 2550 0075 ya", "2550"),
        ("cek https://www.instagram.com/jarwo.tempe", "jarwo"),
        ("kirim ke jarwo.tempe@gmail.com", "jarwo"),
        ("order di wa.me/6281325500075", "81325500075"),
        ("NIK 3307041205780003 sudah", "3307041205780003"),
    ],
)
def test_what_leads_to_a_person_goes(text, gone):
    assert gone.casefold() not in talk(*GROUP, f"Bu Ngatmi Kalikajar: {text}").casefold()


@pytest.mark.parametrize(
    "text",
    [
        "dodol salak 3 box 45.000, dodol 10 bks",
        "1.860.000 + 930.000 = 2.790.000",
        "stok 10 20 30 40 50 60",
        "kirim tgl 05-11-2018 07.30 ke Kalikajar",
    ],
)
def test_products_sums_dates_and_places_stay(text):
    assert talk(*GROUP, f"Mas Jarwo: {text}").endswith(text)


def test_one_name_gets_one_other_name_everywhere():
    text = talk(*GROUP, "Nur Dodol Salak: Mas Jarwo jadi?", "Bu Ngatmi Kalikajar: jarwo belum bangun")
    first = re.search(r"Mas (\w+) jadi", text)
    assert first is not None
    assert f"{first[1].casefold()} belum" in text


def test_who_is_close_to_whom_stands_under_the_new_names():
    chat = read_chat(NamedBytes("chat.txt", b"01/09/18 07.10 - Mas Jarwo: pagi\n01/09/18 07.11 - Bu Ngatmi: pagi\n"))
    roster = read_roster(
        NamedBytes("people.csv", b"name,kin_of,close_to\nMas Jarwo,,Bu Ngatmi\nBu Ngatmi,Mas Jarwo,\n")
    )
    made = anonymize(chat, KEY, roster=roster, gazetteer=read_gazetteer())
    assert made.roster is not None
    jarwo, ngatmi = made.roster.people["person"]
    assert {"Mas Jarwo", "Bu Ngatmi"}.isdisjoint({jarwo, ngatmi})
    assert made.roster.people["close_to"].tolist() == [(ngatmi,), ()]
    assert made.roster.people["kin_of"].tolist() == [(), (jarwo,)]


def test_another_key_gives_other_names():
    chat = read_chat(NamedBytes("chat.txt", b"01/09/18 07.10 - Mas Jarwo: pagi\n01/09/18 07.11 - Bu Ngatmi: pagi\n"))
    names = [
        tuple(anonymize(chat, key, gazetteer=read_gazetteer()).chat.messages["author"])
        for key in (KEY, KEY, Key(b"quite another key of some length"))
    ]
    assert names[0] == names[1] != names[2]


def test_days_are_shifted_by_a_constant():
    chat = read_chat(NamedBytes("chat.txt", b"01/09/18 07.10 - Mas Jarwo: pagi\n03/09/18 07.11 - Bu Ngatmi: pagi\n"))
    made = anonymize(chat, KEY, gazetteer=read_gazetteer(), shift_days=-70).chat.records
    assert (chat.records["timestamp"] - made["timestamp"]).unique().tolist() == [pd.Timedelta(days=70)]


def test_a_word_named_is_hidden_everywhere():
    chat = read_chat(
        NamedBytes("chat.txt", b"01/09/18 07.10 - Mas Jarwo: dari Kalikajar\n01/09/18 07.11 - Bu Ngatmi: ya\n")
    )
    made = anonymize(chat, KEY, gazetteer=read_gazetteer(), also=("Kalikajar",))
    assert "kalikajar" not in made.chat.messages["body"][0].casefold()


@pytest.fixture(scope="module", params=sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def both(request, tmp_path_factory):
    """A sample chat, and what is read of it after it was written under other names."""
    folder = SAMPLES / request.param
    target = tmp_path_factory.mktemp("shared")
    before = read_material(
        Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",)), Plan()
    )
    made = anonymize(before.chat, KEY, roster=before.roster, gazetteer=before.gazetteer, lexicon=before.lexicon)
    write_anonymized(made, target)
    after = read_material(
        Inputs((target / "chat.txt",), target / "roster.csv", gazetteers=(target / "actors.csv",)), Plan()
    )
    return before, after, target


def test_nobody_of_a_sample_can_be_found_in_what_is_shared(both):
    before, _, target = both
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(target.iterdir()))
    packed = re.sub(r"[^\d]", "", re.sub(r"\d\d[/.]\d\d[/.]\d\d", " ", text))
    for name in before.roster.people["name"]:
        assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        digits = re.sub(r"\D", "", name)
        assert len(digits) < 9 or (digits not in packed and digits[2:] not in packed)
        for word in re.findall(r"[^\W\d_]{4,}", name):
            if word.casefold() not in ordinary_words() | LEFT_IN_NAMES:
                assert not re.search(rf"\b{word}\b", text, re.IGNORECASE)


def test_a_sample_reads_as_the_same_network(both):
    before, after, _ = both
    assert before.chat.ids.tolist() == after.chat.ids.tolist()
    assert before.chat.records["kind"].tolist() == after.chat.records["kind"].tolist()
    one, two = (_measured(material) for material in (before, after))
    assert one["prices"] == two["prices"]
    assert one["addressees"] == two["addressees"]
    # The aim is none: names that are also words (Ayu, Ning) and digits that match by chance still make a difference.
    few = 0.03 * len(one["reply_to"])
    assert sum(a != b for a, b in zip(one["products"], two["products"], strict=True)) <= few
    answers = zip(one["reply_to"], two["reply_to"], strict=True)
    assert sum(a != b and not (a != a and b != b) for a, b in answers) <= few
    assert (one["gini"] - two["gini"]).abs().max() < 0.03
    kinds = abs(one["relations"].sub(two["relations"], fill_value=0)).sum()
    assert kinds <= 2


def _measured(material: Material) -> dict:
    plan = Plan(resamples=0)
    coding = code_material(material, plan)
    graph = build_network(material, coding, plan)
    ties = type_ties(material, coding, graph, plan)
    person = material.roster.person_of
    return {
        "prices": trace_products(graph, coding).prices["amount"].tolist(),
        "products": coding.messages["products"].tolist(),
        "addressees": [[person.get(name, name) for name in names] for names in coding.messages["addressees"]],
        "reply_to": coding.messages["reply_to"].tolist(),
        "gini": measure_inequality(graph, ties, resamples=0, seed=0).indices["gini"],
        "relations": ties.ties["relation"].value_counts(),
    }
