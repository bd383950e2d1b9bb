import math

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.tie_reasons import explain_tie, is_maintained, told_abroad
from tests.measures.invented import make_chat, make_coding, make_gazetteer, make_roster, said

ROSTER = make_roster(
    {"name": "Ani", "person": "p1", "community": "Melati", "village": "Kertek", "level": 0.0, "status": "returned"},
    {"name": "Budi", "person": "p2", "community": "Melati", "village": "Garung", "level": 0.0, "status": "abroad"},
    {"name": "Cici", "person": "p3"},
)
GAZETTEER = make_gazetteer({"id": "disnaker", "name": "Disnaker", "status_level": 2.0, "authority": 1.0})


@pytest.fixture
def network():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Ani", "ketemu Disnaker"), said(3, "Cici"))
    links = {1: {0: 0.75}, 2: {1: 0.5}, 3: {2: 1.0}}
    coding = make_coding(chat, links, addressees={2: ["Budi"]}, actors={2: ["disnaker"]})
    return build_graph(chat, coding, ROSTER, GAZETTEER)


def test_a_tie_is_explained_by_what_was_compared_and_by_every_message(network):
    reasons = explain_tie(network, "p2", "p1", ROSTER, GAZETTEER)
    assert (reasons.source, reasons.target) == ("p1", "p2")
    assert (reasons.alike, reasons.different) == (("community",), ("village",))
    assert reasons.unknown == ("organisation", "origin")
    assert reasons.readings["seed002"].relation == "bonding"
    assert reasons.readings["babaei2012"].relation == "bridging"
    assert reasons.events[["id", "layer"]].to_numpy().tolist() == [
        ["1:2", "reply"],
        ["1:3", "mention"],
        ["1:3", "reply"],
    ]


def test_a_tie_to_somebody_abroad_is_maintained(network):
    assert explain_tie(network, "p1", "p2", ROSTER).maintained is True
    assert is_maintained(told_abroad(ROSTER), "p1") is False
    assert is_maintained(told_abroad(ROSTER), "p3") is None


def test_a_tie_to_an_organisation_is_explained_by_its_standing(network):
    reasons = explain_tie(network, "disnaker", "p1", ROSTER, GAZETTEER)
    assert (reasons.source, reasons.target_kind) == ("p1", "organisation")
    assert reasons.standing == ((0.0, 0.0), (2.0, 1.0))
    assert reasons.readings["seed002"].relation == "linking"


def test_what_the_roster_does_not_say_stays_open(network):
    reasons = explain_tie(network, "p1", "p3", ROSTER)
    assert reasons.readings["seed002"].relation == "unknown"
    assert math.isnan(reasons.standing[1][0])
    assert len(reasons.unknown) == 4


def test_a_pair_that_never_spoke_is_refused(network):
    with pytest.raises(InputRefusedError, match="never addressed"):
        explain_tie(network, "p2", "p3", ROSTER)


def test_a_name_that_is_no_node_is_refused(network):
    with pytest.raises(InputRefusedError, match="no such person"):
        explain_tie(network, "p1", "nobody", ROSTER)
