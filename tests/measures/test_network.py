import pandas as pd
import pytest

from bmp_networks.containers.coding import REPLIES, Coding
from bmp_networks.errors import EmptyChatError
from bmp_networks.measures.draws import draw_graphs
from bmp_networks.measures.network import build_graph, social_weights, with_pause
from tests.measures.invented import happened, make_chat, make_coding, make_gazetteer, make_roster, said


def weights(frame: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {(a, b): w for a, b, w in zip(frame["source"], frame["target"], frame["weight"], strict=True)}


def test_a_reply_weighs_its_probability():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Cici"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 0.9}, 2: {1: 0.6, 0: 0.3}}))
    assert weights(graph.edges) == pytest.approx({("Budi", "Ani"): 0.9, ("Cici", "Budi"): 0.6, ("Cici", "Ani"): 0.3})


def test_the_second_half_of_an_answer_counts_for_whom_the_first_answers():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Budi"), said(3, "Budi"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 0.8}, 2: {1: 0.5}, 3: {2: 1.0}}))
    # .8 + .5 * .8 + 1 * .5 * .8
    assert weights(graph.edges) == pytest.approx({("Budi", "Ani"): 1.6})
    assert graph.edges["evidence"].tolist() == [("1:2", "1:3", "1:4")]


def test_nobody_answers_herself():
    chat = make_chat(said(0, "Ani"), said(1, "+62 812-0000-1111"), said(2, "Ani"))
    roster = make_roster({"name": "Ani", "person": "p1"}, {"name": "+62 812-0000-1111", "person": "p1"})
    graph = build_graph(chat, make_coding(chat, {1: {0: 1.0}, 2: {1: 1.0}}), roster)
    assert len(graph.edges) == 0
    assert graph.nodes["node"].tolist() == ["p1"]
    assert graph.nodes["messages"].tolist() == [3]


def test_a_mention_weighs_one_and_a_name_eight_tenths():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Cici", mentions=("Ani",)), said(3, "Cici"))
    coding = make_coding(chat, addressees={2: ["Ani"], 3: ["Budi"]})
    graph = build_graph(chat, coding)
    assert weights(graph.edges) == {("Cici", "Ani"): 1.0, ("Cici", "Budi"): 0.8}


def test_a_mention_by_number_finds_the_person_of_the_roster():
    chat = make_chat(said(0, "Ani"), said(1, "Budi", "@6281228845107 piro?", mentions=("6281228845107",)))
    roster = make_roster({"name": "Ani", "person": "p1"}, {"name": "+62 812-2884-5107", "person": "p1"})
    graph = build_graph(chat, make_coding(chat, addressees={1: ["Ani"]}), roster)
    assert weights(graph.edges) == {("Budi", "p1"): 1.0}


def test_a_mention_takes_the_place_of_the_reply_of_the_same_message():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Budi"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 0.6}, 2: {0: 0.7}}, addressees={2: ["Ani"]}))
    assert weights(social_weights(graph)) == pytest.approx({("Budi", "Ani"): 1.4})  # .6 by reply, .8 by name
    assert sorted(graph.edges["layer"]) == ["mention", "reply"]


def test_an_organisation_counts_once_an_episode_by_its_strongest_role():
    chat = make_chat(
        said(0, "Ani", "katanya Disnaker lambat"),
        said(1, "Ani", "kemarin saya ketemu Disnaker"),
        said(200, "Ani", "coba tanya ke Disnaker mbak"),
    )
    named = [{"id": "disnaker", "text": "Disnaker"}]
    coding = make_coding(chat, actors={0: named, 1: ["disnaker"], 2: named})
    gazetteer = make_gazetteer({"id": "disnaker", "name": "Dinas Tenaga Kerja"})
    graph = build_graph(chat, coding, gazetteer=gazetteer)
    assert graph.interactions["id"].tolist() == ["1:2", "1:3"]
    assert graph.interactions["weight"].tolist() == [1.0, 0.3]
    assert graph.nodes["label"].tolist() == ["Ani", "Dinas Tenaga Kerja"]


@pytest.mark.parametrize("minutes", [30, 60, 180])
def test_another_pause_gives_the_network_that_building_anew_gives(minutes):
    chat = make_chat(
        said(0, "Ani", "kemarin saya ketemu Disnaker"),
        said(40, "Budi", "ok", mentions=("Ani",)),
        said(41, "Ani", "coba tanya ke Disnaker mbak"),
        said(110, "Ani", "katanya Disnaker lambat"),
        said(400, "Budi", "kata Disnaker bulan depan"),
    )
    named = [{"id": "disnaker", "text": "Disnaker"}]
    coding = make_coding(chat, {1: {0: 0.6}, 2: {1: 0.7}, 4: {3: 0.5}}, actors=dict.fromkeys((0, 2, 3, 4), named))
    since = chat.messages["timestamp"].iloc[1]
    anew = build_graph(chat, coding, since=since, episode_minutes=minutes)
    found = with_pause(build_graph(chat, coding, since=since), chat, coding, episode_minutes=minutes)
    for name in ("nodes", "interactions", "edges", "turns"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(anew, name))


def test_silent_members_stand_in_the_network():
    chat = make_chat(happened(0, "member_added", "Ani", "Dewi"), said(1, "Ani"))
    graph = build_graph(
        chat, make_coding(chat), make_roster({"name": "Ani", "person": "p1"}, {"name": "E", "person": "p5"})
    )
    assert graph.nodes["node"].tolist() == ["Dewi", "p1", "p5"]
    assert graph.nodes["evidence"].tolist() == ["event", "posted", "roster"]


def test_an_account_that_broadcasts_is_no_member():
    chat = make_chat(said(0, "Ani"), said(1, "Info Bot"), said(2, "Budi"))
    roster = make_roster({"name": "Info Bot", "person": "bot", "bot": "yes"})
    graph = build_graph(chat, make_coding(chat, {1: {0: 1.0}, 2: {1: 1.0}}, addressees={2: ["Info Bot"]}), roster)
    assert graph.nodes["node"].tolist() == ["Ani", "Budi"]
    assert len(graph.edges) == 0
    assert graph.turns["i"].tolist() == [0, 2]


def test_a_period_cuts_the_messages_but_not_whom_they_answer():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(60 * 24, "Budi"))
    graph = build_graph(chat, make_coding(chat, {1: {0: 1.0}, 2: {0: 1.0}}), since="2018-09-04", until="2018-09-04")
    assert graph.turns["i"].tolist() == [2]
    assert weights(graph.edges) == {("Budi", "Ani"): 1.0}


def test_a_period_without_messages_is_refused():
    chat = make_chat(said(0, "Ani"))
    with pytest.raises(EmptyChatError, match="no message"):
        build_graph(chat, make_coding(chat), since="2020-01-01")


def test_evidence_ascends_by_source_then_line_as_numbers():
    chat = make_chat(*(said(n, "Budi" if n % 2 else "Ani", line=n + 1, source=1 + (n > 20)) for n in range(24)))
    links = {n: {n - 1: 1.0} for n in range(1, 24, 2)}
    evidence = build_graph(chat, make_coding(chat, links)).edges["evidence"][0]
    assert evidence == tuple(sorted(evidence, key=lambda one: tuple(map(int, one.split(":")))))
    assert evidence[-1] == "2:24"


def two_possible_answers() -> tuple:
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Cici"), said(3, "Cici"))
    return chat, make_coding(chat, {2: {0: 0.5, 1: 0.25}, 3: {2: 1.0}})


def test_draws_follow_the_probabilities_and_pass_on_own_messages():
    chat, coding = two_possible_answers()
    graph = build_graph(chat, coding)
    drawn = pd.concat(list(draw_graphs(chat, coding, graph, n=2000, seed=3)))
    means = {
        pair: total / 2000 for pair, total in weights(drawn.groupby(["source", "target"], as_index=False).sum()).items()
    }
    assert means == pytest.approx({("Cici", "Ani"): 1.0, ("Cici", "Budi"): 0.5}, abs=0.06)


def test_draws_are_the_same_with_the_same_seed():
    chat, coding = two_possible_answers()
    graph = build_graph(chat, coding)
    first, again = (list(draw_graphs(chat, coding, graph, n=5, seed=8)) for _ in range(2))
    assert all(a.equals(b) for a, b in zip(first, again, strict=True))


def test_in_a_draw_a_mention_takes_the_place_of_the_reply():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"))
    coding = make_coding(chat, {1: {0: 1.0}}, addressees={1: ["Ani"]})
    (draw,) = draw_graphs(chat, coding, build_graph(chat, coding), n=1)
    assert weights(draw) == {("Budi", "Ani"): 0.8}


def test_reply_probabilities_are_not_written_into():
    chat, coding = two_possible_answers()
    before = coding.replies.copy()
    build_graph(chat, coding)
    pd.testing.assert_frame_equal(coding.replies, before)


def test_a_chat_coded_without_any_reply_table_still_has_its_mentions():
    chat = make_chat(said(0, "Ani"), said(1, "Budi"))
    bare = Coding(make_coding(chat, addressees={1: ["Ani"]}).messages, REPLIES.from_rows([]))
    graph = build_graph(chat, bare)
    assert weights(graph.edges) == {("Budi", "Ani"): 0.8}
    (draw,) = draw_graphs(chat, bare, graph, n=1)
    assert weights(draw) == {("Budi", "Ani"): 0.8}
