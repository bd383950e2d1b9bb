import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bmp_networks.coding.coder import code_messages
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.affiliations import read_affiliations
from bmp_networks.measures.draws import order_of_appearance
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.inferred_ties import group_kind, infer_ties, inferred_pairs
from bmp_networks.measures.member_pairs import classify_pair, read_standings
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.ties import classify_ties
from tests.measures.invented import happened, make_chat, make_coding, make_gazetteer, said
from tests.shared_data import shared_path

SAMPLES = Path(__file__).resolve().parents[2] / "sample_chats"
GAZETTEER = make_gazetteer(
    *(
        {
            "id": i,
            "name": v,
            "variants": (v,),
            "kind": kind,
            "status_level": status,
            "authority": power,
            "context": need,
        }
        for i, v, kind, status, power, need in (
            ("melati", "Melati", "peer_community", 0.0, 0.0, ()),
            ("mawar", "Mawar Merah", "peer_community", 0.0, 0.0, ()),
            ("disnaker", "Disnaker", "government", 2.0, 1.0, ()),
            ("sari", "SARI", "ngo", 4.0, 0.8, ("lsm",)),
        )
    )
)


def group(*names_and_texts: tuple[str, str]):
    """Everybody answers the one before."""
    chat = make_chat(*(said(n, name, text) for n, (name, text) in enumerate(names_and_texts)))
    return chat, make_coding(chat, {n: {n - 1: 1.0} for n in range(1, len(names_and_texts))})


def affiliations(*names_and_texts: tuple[str, str]):
    chat, coding = group(*names_and_texts)
    return read_affiliations(chat, coding, identify_people(chat), GAZETTEER)


def inferred(*names_and_texts: tuple[str, str]):
    chat, coding = group(*names_and_texts)
    return infer_ties(chat, coding, build_graph(chat, coding), GAZETTEER, draws=5)


def test_a_community_in_the_display_name_is_where_she_belongs():
    assert affiliations(("Ani Melati", "halo"))["Ani Melati"].communities == {"org:melati": 20.0}


def test_a_name_that_needs_other_words_beside_it_says_nothing_in_a_persons_name():
    found = affiliations(("Sari Dewi", "halo"))["Sari Dewi"]
    assert found.communities == {}
    assert found.office is None


@pytest.mark.parametrize(
    "text",
    [
        "saya dari Melati",
        "Perkenalkan saya Ani dari Melati",
        "Ani, Melati",
        "kulo Ani saking Melati",
        "saya Ani sekretaris Melati",
    ],
)
def test_an_introduction_says_where_she_belongs(text):
    found = affiliations(("Ani", text))["Ani"]
    assert found.communities == {"org:melati": 30.0}
    assert found.evidence == ["1:1"]


@pytest.mark.parametrize(
    "text",
    ["kemarin ada tamu dari Melati", "Melati kapan rapat?", "saya pesan batik motif Melati", "Budi, Melati rapat"],
)
def test_speaking_of_a_community_is_no_introduction(text):
    assert affiliations(("Ani", text))["Ani"].communities == {}


def test_a_title_in_the_name_is_an_office():
    found = affiliations(("Pak Joko Sekdes", "halo"))["Pak Joko Sekdes"]
    assert (found.office, found.status, found.authority) == ("title:sekdes", 2.0, 0.8)


def test_without_an_institution_or_title_nothing_is_ever_linking():
    table = inferred(("Ani Melati", "a"), ("Budi", "b"), ("Cici Mawar Merah", "c"), ("Dewi", "d"))
    assert (table["p_linking"] == 0).all()


def test_an_office_in_the_name_makes_the_tie_linking_and_upward():
    table = inferred(("Ani", "a"), ("Bu Indah Disnaker", "b"))
    assert table["relation"].tolist() == ["linking"]
    assert table["status_direction"].tolist() == ["up"]
    assert "office:disnaker" in table["cues"][0]


def test_two_of_one_office_stay_unknown():
    table = inferred(("Indah Disnaker", "a"), ("Joko Disnaker", "b"))
    assert table["relation"].tolist() == ["unknown"]
    assert np.isnan(table["p_linking"][0])


def test_two_communities_are_bridging_and_one_is_bonding():
    people = [("Ani Melati", "a"), ("Budi Melati", "b"), ("Cici Mawar Merah", "c")]
    table = inferred(*people).set_index(["source", "target"])
    assert table.loc[("Ani Melati", "Budi Melati"), "relation"] == "bonding"
    assert (
        table.loc[("Budi Melati", "Cici Mawar Merah"), "p_bridging"]
        > table.loc[("Ani Melati", "Budi Melati"), "p_bridging"]
    )


def test_shares_sum_to_one_and_entropy_lies_between_nought_and_one():
    table = inferred(("Ani Melati", "a"), ("Budi", "b"), ("Bu Indah Disnaker", "c"), ("Dewi", "d"))
    assert table[["p_bonding", "p_bridging", "p_linking"]].sum(axis=1).to_numpy() == pytest.approx(1)
    assert table["entropy"].between(0, 1).all()


def test_the_kind_of_group_follows_from_whom_it_holds():
    many = affiliations(
        ("Ani Melati", "a"), ("Budi Mawar Merah", "b"), ("Cici Kertek", "c"), ("Dewi", "d"), ("Eni", "e")
    )
    assert group_kind(many, set()) == "umbrella"
    assert group_kind(affiliations(("Ani", "a"), ("Budi", "b")), set()) == "single"
    assert group_kind(affiliations(("Ani", "a"), ("Bu Indah Disnaker", "b")), set()) == "programme"


def test_the_same_chat_gives_the_same_inference():
    people = (("Ani", "mbak"), ("Budi", "mas"), ("Cici", "aku"), ("Ani", "kowe"))
    assert inferred(*people).equals(inferred(*people))


def test_inferred_readings_stand_where_the_roster_does_not_say():
    chat, coding = group(("Ani", "a"), ("Bu Indah Disnaker", "b"))
    graph = build_graph(chat, coding)
    table = infer_ties(chat, coding, graph, GAZETTEER, draws=5)
    ties = classify_ties(graph, None, GAZETTEER, inferred=inferred_pairs(table)).ties
    assert ties["relation"].tolist() == ["linking"]


def test_on_hand_coded_chats_the_kind_of_most_ties_is_found():
    """Macro-F1 over three chats, with the reply links a person coded and without the roster."""
    counts: Counter[tuple[str, str]] = Counter()
    surest = []
    for name in ("jejaring_ios_id", "kios_android_en", "lipursari_android_id"):
        folder = shared_path("gold", name)
        chat, gazetteer = read_chat(folder / "chat.txt"), read_gazetteer(folder / "actors.csv")
        gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        links = {row["i"]: {row["reply_to"]: 1.0} for row in gold if row["reply_to"] is not None}
        coding = make_coding(chat, links, addressees={row["i"]: row["addressees"] for row in gold})
        table = infer_ties(chat, coding, build_graph(chat, coding), gazetteer, draws=20)
        roster = read_roster(folder / "roster.csv")
        standings = read_standings(roster)
        for one, other, relation, *shares in zip(
            *(table[column] for column in ("source", "target", "relation", "p_bonding", "p_bridging", "p_linking")),
            strict=True,
        ):
            persons = (roster.person_of.get(one), roster.person_of.get(other))
            if persons[0] != persons[1]:
                truth = classify_pair(*(standings.get(person or "") for person in persons)).relation
                if truth != "unknown":
                    counts[truth, relation] += 1
                    surest.append((max(shares), ("bonding", "bridging", "linking")[int(np.argmax(shares))] == truth))
    scores = []
    for kind in ("bonding", "bridging", "linking"):
        hits = counts[kind, kind]
        claimed = sum(n for (_, found), n in counts.items() if found == kind)
        true = sum(n for (truth, _), n in counts.items() if truth == kind)
        scores.append(2 * hits / (claimed + true))
    assert np.mean(scores) >= 0.60, scores
    # Calibration: what is said with a probability is right about as often.
    said_p, right = (np.array(column, dtype=float) for column in zip(*surest, strict=True))
    assert abs(said_p.mean() - right.mean()) < 0.15


def renamed(chat: Chat, coding: Coding, new: Mapping[str, str]) -> tuple[Chat, Coding]:
    """Call everybody otherwise: in the records and in the coding, not within the text."""
    records, messages = chat.records.copy(), coding.messages.copy()
    for table, columns in ((records, ("author", "author_raw", "actor")), (messages, ("author",))):
        for column in columns:
            cells = [new.get(name, name) for name in table[column]]
            table[column] = pd.Series(cells, index=table.index, dtype=object)
    for table, columns in ((records, ("targets", "mentions")), (messages, ("addressees",))):
        for column in columns:
            cells = [tuple(new.get(name, name) for name in names) for names in table[column]]
            table[column] = pd.Series(cells, index=table.index, dtype=object)
    return replace(chat, records=records), replace(coding, messages=messages)


@pytest.mark.parametrize("name", ["jejaring_ios_id", "malang_android_id"])
def test_ties_do_not_depend_on_how_people_are_called_or_sorted(name):
    folder = SAMPLES / name
    chat = read_chat(folder / "chat.txt")
    coding = code_messages(chat, gazetteer=read_gazetteer())
    events = chat.events
    people = sorted(
        {*chat.messages["author"], *events["actor"].dropna(), *(who for whom in events["targets"] for who in whom)}
        - {"<self>"}
    )
    tables = []
    for seed in range(3):
        numbers = np.random.default_rng(seed).permutation(len(people))
        # No cue in these names, so that nothing is left but their order.
        code = {who: f"Q{chr(97 + n // 26)}{chr(97 + n % 26)}x" for who, n in zip(people, numbers, strict=True)}
        back = {written: who for who, written in code.items()}
        other_chat, other_coding = renamed(chat, coding, code)
        graph = build_graph(other_chat, other_coding)
        found = infer_ties(other_chat, other_coding, graph, read_gazetteer(), draws=30)
        ends = [sorted((back[one], back[other])) for one, other in zip(found["source"], found["target"], strict=True)]
        found[["source", "target"]] = pd.DataFrame(ends, index=found.index)
        tables.append(found.sort_values(["source", "target"], ignore_index=True))
    for other in tables[1:]:
        assert other[["source", "target", "relation"]].equals(tables[0][["source", "target", "relation"]])
        for column in ("p_bonding", "p_bridging", "p_linking", "entropy"):
            assert other[column].to_numpy() == pytest.approx(tables[0][column].to_numpy(), abs=1e-9, nan_ok=True)


def test_two_who_are_only_spoken_to_together_stand_alike_to_everybody():
    created = happened(0, "group_created", "Ani", "Dewi", "Eni")
    chat = make_chat(created, *(said(n, name) for n, name in enumerate(("Ani", "Budi", "Cici", "Ani"))))
    coding = make_coding(chat, {2: {1: 0.6}, 3: {2: 0.7}}, addressees={n: ["Dewi", "Eni"] for n in (0, 1)})
    graph = build_graph(chat, coding)
    ranks = order_of_appearance(graph)
    assert ranks["Dewi"] == ranks["Eni"]
    table = infer_ties(chat, coding, graph, GAZETTEER, draws=20).set_index(["source", "target"])
    assert table.loc[("Ani", "Dewi"), "p_bonding"] == table.loc[("Ani", "Eni"), "p_bonding"]
