"""Planted accounts that broadcast, and people who merely say the same every day."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pandas as pd
import pytest

from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.measures.bots import REASONS, find_bots
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.network import build_graph
from bmp_networks.study import Inputs, Plan, build_network, code_material, found_broadcasting, provenance, read_material
from tests.measures.hand_made import chat_of, coding_of
from tests.measures.invented import make_roster

START = datetime(2018, 9, 1)
DAYS = 30


def every_day(name: str, texts: list[str], *, clock: tuple[int, int] | None = None, seed: int = 1):
    """Say each of the texts once a day, at one minute of the day or some time between five and nine."""
    random_clock = random.Random(seed)
    for day in range(DAYS):
        for number, text in enumerate(texts):
            hour, minute = clock or (random_clock.randrange(5, 9), random_clock.randrange(60))
            at = START + timedelta(days=day, hours=(hour + 6 * number) % 24, minutes=minute)
            yield name, pd.Timestamp(at), text.format(n=day, price=9000 + 37 * day)


def people_talking(seed: int = 0):
    words = [
        "tiwul",
        "keripik",
        "pesan",
        "kirim",
        "besok",
        "arisan",
        "bazar",
        "kertek",
        "siap",
        "sudah",
        "belum",
        "jadi",
    ]
    random_words = random.Random(seed)
    for number in range(300):
        at = START + timedelta(hours=2.3 * number, minutes=random_words.randrange(60))
        yield random_words.choice(["Ani", "Budi", "Cici"]), pd.Timestamp(at), " ".join(random_words.sample(words, 5))


def found_in(*speakers, roster=None, events=()):
    chat = chat_of(sorted((line for lines in speakers for line in lines), key=lambda line: line[1]), events)
    return find_bots(chat, {name: name for name in chat.messages["author"]}, roster)


def joins_and_welcomes(text: str):
    """Give one join every day and a welcome to it within the minute."""
    at = [
        pd.Timestamp(START + timedelta(days=day, hours=(7 * day) % 24, minutes=(11 * day) % 60)) for day in range(DAYS)
    ]
    events = [{"timestamp": one, "event": "member_joined", "actor": f"+62 812 {n}"} for n, one in enumerate(at)]
    return [("Info", one + pd.Timedelta(seconds=30), text) for one in at], events


@pytest.mark.parametrize(
    ("texts", "clock"),
    [
        (["Waktu salat Wonosobo hari ini: Subuh 04:{n}, Dzuhur 11:{n}"], (4, 15)),
        (["Selamat pagi"], (6, 0)),  # a greeting, but at one minute of the day
        (["Harga cabai di pasar Kertek hari ini {price} per kilo, sumber dinas"], None),
        (
            ["Cek resi di https://contoh.id/{n} untuk semua paket yang sudah masuk gudang", "promo {n} hari ini"],
            (9, 30),
        ),
    ],
)
def test_an_account_that_only_repeats_itself_is_found(texts, clock):
    bot = every_day("Info", texts, clock=clock)
    assert found_in(people_talking(), bot) == {"Info": "repeats"}


def test_an_account_that_answers_commands_is_found():
    lines = []
    for day in range(DAYS):
        at = pd.Timestamp(START + timedelta(days=day, hours=(5 * day) % 24))
        lines += [("Ani", at, "/stok"), ("Info", at + pd.Timedelta(seconds=20), f"stok {day} toples")]
    assert found_in(people_talking(), lines) == {"Info": "repeats"}


def test_an_account_that_tells_the_rules_to_whoever_joins_is_found():
    welcomes, events = joins_and_welcomes("Aturan grup: dilarang iklan, dilarang politik, sapa dulu sebelum bertanya")
    assert found_in(people_talking(), welcomes, events=events) == {"Info": "repeats"}


@pytest.mark.parametrize(
    "texts",
    [
        ["Selamat pagi"],
        ["Assalamualaikum, selamat pagi bapak ibu semua, semoga sehat selalu dan lancar rezekinya hari ini, aamiin"],
        ["Sugeng enjing sedoyo", "siap"],
        ["Good morning everyone, have a blessed day full of good things with your family"],
        ["siap"],
        ["hadir bu"],
        ["👍"],
    ],
)
def test_a_member_who_says_the_same_every_day_is_a_person(texts):
    assert found_in(people_talking(), every_day("Dewi", texts)) == {}


def test_a_member_who_welcomes_everybody_is_a_person():
    welcomes, events = joins_and_welcomes("Selamat datang, salam kenal nggih")
    assert found_in(people_talking(), welcomes, events=events) == {}


def test_a_member_who_also_speaks_is_a_person():
    offers = every_day("Dewi", ["Ready keripik singkong {price} per bungkus, minat langsung japri saya ya mbak"])
    talk = [("Dewi", at, text) for _, at, text in list(people_talking(3))[:3]]
    assert found_in(people_talking(), offers, talk) == {}


def test_photos_without_words_are_no_text_that_is_repeated():
    chat = chat_of(list(every_day("Dewi", ["IMG-{n}.jpg (file terlampir) dan kata kata lain yang sama saja"])))
    records = chat.records.copy()
    records["media"] = pd.Series(["image"] * len(records), dtype=object)
    assert find_bots(type(chat)(records, (), chat.unread), {}) == {}


def test_a_burst_of_one_word_is_not_a_clock():
    burst = [("Dewi", pd.Timestamp(START) + pd.Timedelta(seconds=2 * n), "tes") for n in range(40)]
    assert found_in(people_talking(), burst) == {}


def test_the_account_of_whatsapp_is_known_by_its_name():
    lines = [("Meta\u00a0AI", pd.Timestamp(START), "Tentu, berikut resepnya")]
    assert found_in(people_talking(), lines) == {"Meta\u00a0AI": "named"}


def test_the_roster_goes_before_the_rule():
    bot = list(every_day("Info", ["Harga cabai di pasar Kertek hari ini {price} per kilo, sumber dinas"]))
    for word in ({"bot": "no"}, {"role": "member"}):
        assert found_in(people_talking(), bot, roster=make_roster({"name": "Info", "person": "Info"} | word)) == {}
    for word in ({"bot": "yes"}, {"role": "bot"}, {"bot": "yes", "role": "member"}):
        roster = make_roster({"name": "Ani", "person": "Ani"} | word)
        assert found_in(people_talking(), bot, roster=roster) == {"Ani": "roster", "Info": "repeats"}


def test_what_broadcasts_is_no_member_and_its_messages_are_out():
    bot = every_day("Info", ["Waktu salat Wonosobo hari ini: Subuh 04:{n}, Dzuhur 11:{n}"], clock=(4, 15))
    chat = chat_of(sorted([*people_talking(), *bot], key=lambda line: line[1]))
    assert identify_people(chat).bot_reasons == {"Info": "repeats"}
    coding = coding_of([{"author": name} for name in chat.messages["author"]])
    graph = build_graph(chat, coding)
    assert set(graph.nodes["node"]) == {"Ani", "Budi", "Cici"}
    assert len(graph.turns) == 300


def test_the_provenance_counts_what_was_left_out():
    bot = [f"0{1 + n}/09/18 04.15 - Info: Waktu salat hari ini Subuh 04:{10 + n}" for n in range(9)]
    bot += [f"{10 + n}/09/18 04.15 - Info: Waktu salat hari ini Subuh 04:{20 + n}" for n in range(12)]
    talk = ["25/09/18 07.10 - Ani: keripik masih ada?", "25/09/18 07.12 - Budi: ada mbak"]
    plan = Plan()
    material = read_material(Inputs((NamedBytes("chat.txt", "\n".join([*bot, *talk, ""]).encode()),)), plan)
    coding = code_material(material, plan)
    counts = provenance(material, coding, build_network(material, coding, plan), plan)["counts"]
    assert {how: counts[f"broadcasting_by_{how}"] for how in REASONS} == {"roster": 0, "named": 0, "repeats": 1}
    assert found_broadcasting(material) == (1, 21)
    assert (counts["messages_by_repeats"], counts["messages_in_period"], counts["members"]) == (21, 2, 2)
