import csv
from itertools import combinations
from math import exp

import pandas as pd
import pytest

from bmp_networks.containers.results import RELATIONS
from bmp_networks.containers.roster import gazetteer_from_rows
from bmp_networks.io.tables import read_roster
from bmp_networks.measures.member_pairs import PairTie, Standing, classify_pair, read_standings
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.organisation_ties import classify_organisation, read_organisations
from bmp_networks.measures.tie_fractions import PROFILES, Fractions
from bmp_networks.measures.tie_strength import tie_strength
from bmp_networks.measures.ties import classify_ties, compare_profiles, retype_ties
from tests.measures.invented import make_chat, make_coding, make_gazetteer, make_roster, said
from tests.shared_data import shared_path

DAY = 60 * 24
GOLD = ("jejaring_ios_id", "kios_android_en", "lipursari_android_id")


def codebook_class(one: dict[str, str], other: dict[str, str]) -> str:
    """The codebook's rule on two rows of a roster."""
    if not (one["level"] and other["level"]):
        return "unknown"
    if one["level"] != other["level"]:
        return "linking"
    if not (one["community"] and other["community"]):
        return "unknown"
    if one["community"] != other["community"]:
        return "bridging"
    return "bonding" if one["level"] == "0" else "unknown"


@pytest.fixture
def village() -> tuple:
    """Ani and Budi of one village community, Cici of another, a programme officer, and a number nobody knows."""
    chat = make_chat(
        said(0, "Ani", "bazar minggu depan"),
        said(1, "Budi"),
        said(2, "Ani"),
        said(3, "Cici"),
        said(4, "Dewi"),
        said(5, "+62 800-0000-0000"),
        said(6, "Dewi", "saya ketemu Disnaker"),
    )
    links = {1: {0: 1.0}, 2: {1: 0.5}, 3: {0: 1.0}, 4: {0: 1.0}, 5: {0: 1.0}, 6: {3: 1.0}}
    coding = make_coding(chat, links, actors={6: ["disnaker"]})
    roster = make_roster(
        {"name": "Ani", "person": "p1", "community": "Melati", "village": "Kalikajar", "level": 0.0},
        {"name": "Budi", "person": "p2", "community": "Melati", "village": "Kertek", "level": 0.0},
        {"name": "Cici", "person": "p3", "community": "Mawar", "village": "Kertek", "level": 0.0},
        {"name": "Dewi", "person": "p4", "community": "Yayasan", "village": "Kota", "level": 1.0},
    )
    gazetteer = make_gazetteer({"id": "disnaker", "name": "Disnaker", "status_level": 2.0, "authority": 1.0})
    return build_graph(chat, coding, roster, gazetteer), roster, gazetteer


def tie(ties: pd.DataFrame, source: str, target: str) -> pd.Series:
    return ties[(ties["source"] == source) & (ties["target"] == target)].iloc[0]


def test_ties_of_a_village_read_as_the_roster_says(village):
    ties = classify_ties(*village).ties
    assert tie(ties, "p1", "p2")["relation"] == "bonding"
    assert tie(ties, "p1", "p3")["relation"] == "bridging"
    assert tie(ties, "p1", "p4")["relation"] == "linking"
    assert tie(ties, "p1", "p4")["status_direction"] == "up"
    assert tie(ties, "+62 800-0000-0000", "p1")["relation"] == "unknown"
    assert tie(ties, "p4", "disnaker")["relation"] == "linking"


def test_weights_are_kept_both_ways(village):
    found = tie(classify_ties(*village).ties, "p1", "p2")
    assert (found["w_forward"], found["w_back"], found["weight"]) == (0.5, 1.0, 1.5)
    assert found["evidence"] == ("1:2", "1:3")


def test_shares_sum_to_one_or_are_missing_where_unknown(village):
    ties = classify_ties(*village).ties
    total = ties[["p_bonding", "p_bridging", "p_linking"]].sum(axis=1, skipna=False)
    assert total.isna().tolist() == (ties["relation"] == "unknown").tolist()
    assert total.dropna().to_numpy() == pytest.approx(1)
    assert set(ties["relation"]) <= set(RELATIONS)


def test_the_smaller_id_stands_first_and_the_member_before_the_organisation(village):
    ties = classify_ties(*village).ties
    members = ties[ties["target_kind"] == "member"]
    assert all(a < b for a, b in zip(members["source"], members["target"], strict=True))
    assert ties.loc[ties["target_kind"] == "organisation", "source"].tolist() == ["p4"]
    assert ties[["source", "target"]].to_numpy().tolist() == sorted(ties[["source", "target"]].to_numpy().tolist())


def test_without_a_roster_nothing_between_members_is_called_linking(village):
    graph, _, gazetteer = village
    ties = classify_ties(graph, None, gazetteer).ties
    assert set(ties.loc[ties["target_kind"] == "member", "relation"]) == {"unknown"}


def test_two_officials_of_one_office_stay_unknown():
    one = Standing({"community": "bp3tki", "village": "semarang"}, 4.0, 1.0)
    assert classify_pair(one, one).relation == "unknown"
    assert classify_pair(one, one).direction == "level"


def test_somebody_without_a_community_is_not_guessed_at_but_an_office_links():
    neighbour = Standing({"community": "melati", "village": "kertek"}, 0.0, 0.0)
    stranger = Standing({"village": "kertek"}, 0.0, 0.0)
    researcher = Standing({}, 2.0, 0.8)
    assert classify_pair(neighbour, stranger).relation == "unknown"
    assert classify_pair(neighbour, stranger).fractions is None
    assert classify_pair(neighbour, researcher) == ("linking", pytest.approx((0, 0.2, 0.8)), "up")


def test_a_roster_without_any_level_is_one_of_equals():
    roster = make_roster({"name": "a", "person": "a", "community": "x"}, {"name": "b", "person": "b", "community": "y"})
    standings = read_standings(roster)
    assert classify_pair(standings["a"], standings["b"]).relation == "bridging"


def test_kin_and_close_friends_are_bonded_under_babaei_and_nowhere_else():
    roster = make_roster(
        {"name": "a", "person": "a", "community": "x", "level": 0.0, "kin_of": ("b",)},
        {"name": "b", "person": "b", "community": "y", "level": 0.0},
        {"name": "c", "person": "c", "level": 0.0, "close_to": ("a", "d")},
        {"name": "d", "person": "d", "community": "office", "level": 2.0},
        {"name": "e", "person": "e", "community": "office", "level": 2.0, "close_to": ("d",)},
    )
    known = read_standings(roster)

    def read(one, other, profile):
        return classify_pair(known[one], known[other], profile=profile).relation

    assert [read("a", "b", profile) for profile in PROFILES] == ["bridging", "bonding", "bridging"]
    assert [read("b", "a", profile) for profile in PROFILES] == ["bridging", "bonding", "bridging"]
    # What else is known of the two is not asked, nor whether they share an office.
    assert [read("a", "c", profile) for profile in PROFILES] == ["unknown", "bonding", "unknown"]
    assert [read("d", "e", profile) for profile in PROFILES] == ["unknown", "bonding", "unknown"]
    # Government stays linking, also for a friend of hers.
    assert read("c", "d", "babaei2012") == "linking"
    assert read("b", "c", "babaei2012") == "unknown"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("told", ["by the roster", "by nobody"])
def test_ties_read_again_under_a_profile_are_those_read_with_it(village, profile, told):
    graph, roster, gazetteer = village
    known = (roster if told == "by the roster" else None, gazetteer)
    guess = {("p1", "p2"): PairTie("bonding", Fractions(0.8, 0.2, 0.0), "level")}
    base = classify_ties(graph, *known, inferred=guess)
    anew = classify_ties(graph, *known, profile=profile, inferred=guess)
    found = retype_ties(base, *known, profile=profile, inferred=guess)
    pd.testing.assert_frame_equal(found.ties, anew.ties)
    assert (found.profile, found.inferred) == (anew.profile, anew.inferred)


def test_finer_columns_go_before_the_plain_level():
    roster = make_roster({"name": "a", "person": "a", "level": 1.0, "status_level": 1.0, "authority": 1.0})
    assert read_standings(roster)["a"][1:3] == (1.0, 1.0)


@pytest.mark.parametrize("name", GOLD)
def test_classes_agree_with_the_codebook_on_hand_made_rosters(name):
    path = shared_path("gold", name, "roster.csv")
    with path.open(encoding="utf-8") as file:
        rows = {row["person"]: row for row in reversed(list(csv.DictReader(file)))}
    standings = read_standings(read_roster(path))
    pairs = [(a, b) for a, b in combinations(sorted(rows), 2) if codebook_class(rows[a], rows[b]) != "unknown"]
    wrong = [
        (a, b)
        for a, b in pairs
        if classify_pair(standings[a], standings[b]).relation != codebook_class(rows[a], rows[b])
    ]
    assert len(wrong) <= 0.02 * len(pairs), wrong


@pytest.mark.parametrize("name", GOLD)
def test_what_the_codebook_leaves_unknown_stays_unknown(name):
    path = shared_path("gold", name, "roster.csv")
    with path.open(encoding="utf-8") as file:
        rows = {row["person"]: row for row in reversed(list(csv.DictReader(file)))}
    standings = read_standings(read_roster(path))
    for a, b in combinations(sorted(rows), 2):
        if codebook_class(rows[a], rows[b]) == "unknown":
            assert classify_pair(standings[a], standings[b]).relation == "unknown", (a, b)


@pytest.mark.parametrize("name", GOLD)
def test_relations_that_a_person_wrote_down_are_kept_and_nearly_found_by_rule(name):
    with shared_path("gold", name, "actors.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = read_organisations(gazetteer_from_rows(rows))
    by_rule = read_organisations(gazetteer_from_rows([{**row, "relation": ""} for row in rows]))
    agree = 0
    for row in rows:
        assert classify_organisation(kept[row["id"]]).relation == row["relation"]
        agree += classify_organisation(by_rule[row["id"]]).relation == row["relation"]
    assert agree >= 0.8 * len(rows)


@pytest.mark.parametrize(
    ("level", "authority", "expected"),
    [
        (0, 0, "bridging"),  # a peer community
        (4, 1, "linking"),  # a ministry
        (4, 0.8, "linking"),  # a national NGO
        (4, 0.5, "mixed"),
        (1, 0.5, "bridging"),
        (5, 0, "bridging"),  # a foreign buyer
        (2, 1, "linking"),
    ],
)
def test_organisations_are_typed_by_level_and_authority(level, authority, expected):
    gazetteer = make_gazetteer({"id": "x", "kind": "other", "status_level": float(level), "authority": authority})
    assert classify_organisation(read_organisations(gazetteer)["x"]).relation == expected


def test_a_word_of_a_person_beats_the_rule():
    gazetteer = make_gazetteer(
        {"id": "x", "kind": "ngo", "status_level": 4.0, "authority": 0.8, "relation": "bridging"}
    )
    assert classify_organisation(read_organisations(gazetteer)["x"])[:2] == ("bridging", (0, 1, 0))


def test_the_own_umbrella_is_bonding_and_a_marketplace_a_channel():
    gazetteer = make_gazetteer(
        {"id": "own", "kind": "peer_community", "own": True, "status_level": 0.0, "authority": 0.0},
        {"id": "shop", "kind": "marketplace", "status_level": 4.0, "authority": 0.8, "market": True},
    )
    found = read_organisations(gazetteer)
    assert classify_organisation(found["own"]).relation == "bonding"
    assert classify_organisation(found["shop"]).relation == "channel"
    assert sum(classify_organisation(found["shop"]).fractions) == 1


def test_an_organisation_nobody_lists_is_unknown():
    assert classify_organisation(None).relation == "unknown"


def test_strength_is_the_mean_of_its_parts():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Ani"), said(3, "Ani"), said(15 * DAY, "Budi"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 1.0}, 2: {1: 1.0}, 3: {1: 1.0}}))
    (row,) = tie_strength(graph).to_dict("records")
    assert (row["w_forward"], row["w_back"], row["weeks"]) == (2.0, 1.0, 3)
    assert row["frequency"] == pytest.approx(1 - exp(-1))  # the only tie is the usual one
    assert row["duration"] == pytest.approx(1 / 3)
    assert row["reciprocity"] == 0.5
    assert row["strength"] == pytest.approx((1 - exp(-1) + 1 / 3 + 0.5) / 3)


def test_an_organisation_has_no_reciprocity(village):
    table = tie_strength(village[0]).set_index("target")
    assert pd.isna(table.loc["disnaker", "reciprocity"])
    assert 0 < table.loc["disnaker", "strength"] <= 1


def test_profiles_are_compared_with_their_flips(village):
    table = compare_profiles(*village).set_index("profile")
    assert table.loc["seed002", "flip_rate"] == 0
    assert table.loc["babaei2012", "bonding"] == 0
    assert table[["bonding", "bridging", "linking"]].sum(axis=1).to_numpy() == pytest.approx(1)


def test_a_chat_in_which_nobody_addresses_anybody_has_no_ties():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"))
    graph = build_graph(chat, make_coding(chat))
    assert len(classify_ties(graph).ties) == 0
    assert compare_profiles(graph)["ties"].tolist() == [0, 0, 0]
