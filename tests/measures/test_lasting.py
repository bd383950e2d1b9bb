"""What is said at once, what only from the second report on, and who is left out for a while."""

from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.containers.memory import Memory
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.lasting import LASTING, keep_lasting, mute_people, noticed_states
from bmp_networks.measures.states import Flag, Scene
from tests.measures.hand_made import START, chat_of, coding_of, graph_of

DAY = pd.Timedelta(days=1)
GRAPH = graph_of([("ani", START, 0), ("budi", START + 60 * DAY, 1)])
SCENE = Scene(GRAPH, coding_of([{"author": "ani"}, {"author": "budi"}]), chat_of([]))
TODAY = START + 60 * DAY
EMPTY = Memory(b"0" * 32)


def kept(flags: list[Flag], memory: Memory | None) -> list[str]:
    return [flag.state for flag in keep_lasting(flags, SCENE, memory)]


@pytest.mark.parametrize("state", LASTING)
def test_a_lasting_state_waits_for_the_report_before(state):
    flag = Flag("ani", state)
    assert kept([flag], EMPTY) == []
    before = EMPTY.noted("", TODAY - 28 * DAY, [("ani", state)])
    assert kept([flag], before) == [state]
    assert kept([Flag("budi", state)], before) == []


@pytest.mark.parametrize(("days", "said"), [(0, False), (6, False), (7, True), (60, True), (61, False)])
def test_the_report_before_is_at_least_a_week_and_at_most_sixty_days_old(days, said):
    memory = EMPTY.noted("", TODAY - days * DAY, [("ani", "at_the_edge")])
    assert (kept([Flag("ani", "at_the_edge")], memory) == ["at_the_edge"]) is said


def test_the_two_reports_are_consecutive():
    memory = EMPTY.noted("", TODAY - 28 * DAY, [("ani", "at_the_edge")]).noted("", TODAY - 14 * DAY, [])
    assert kept([Flag("ani", "at_the_edge")], memory) == []


def test_another_group_of_the_project_confirms_nothing():
    memory = EMPTY.noted("tetangga", TODAY - 28 * DAY, [("ani", "at_the_edge")])
    assert kept([Flag("ani", "at_the_edge")], memory) == []


def test_without_a_memory_the_rule_must_have_held_four_weeks_earlier():
    assert kept([Flag("ani", "at_the_edge", held=True), Flag("budi", "at_the_edge", held=False)], None) == [
        "at_the_edge"
    ]


@pytest.mark.parametrize("state", ["urgent_unanswered", "newcomer_not_greeted", "drifting", "not_answered"])
def test_other_states_are_said_at_once(state):
    assert kept([Flag("ani", state)], EMPTY) == [state]
    assert noticed_states([Flag("ani", state)]) == ()


@pytest.mark.parametrize(("days", "listed"), [(0, False), (90, False), (91, True)])
def test_a_muted_member_is_left_out_for_ninety_days(days, listed):
    memory = EMPTY.with_muted("", TODAY - days * DAY, ["ani"])
    assert (kept([Flag("ani", "drifting")], memory) == ["drifting"]) is listed
    assert kept([Flag("budi", "drifting")], memory) == ["drifting"]


def test_a_call_for_help_after_the_muting_is_heard():
    memory = EMPTY.with_muted("", TODAY - 10 * DAY, ["ani"])
    old, new = (str((TODAY - days * DAY).date()) for days in (10, 9))
    assert kept([Flag("ani", "urgent_unanswered", numbers={"last_call": old})], memory) == []
    assert kept([Flag("ani", "urgent_unanswered", numbers={"last_call": new})], memory) == ["urgent_unanswered"]


def test_people_are_muted_by_the_name_shown_and_unknown_ones_refused():
    memory = mute_people(EMPTY, ["ANI"], GRAPH, chat_of([]))
    assert kept([Flag("ani", "drifting")], memory) == []
    with pytest.raises(InputRefusedError) as refused:
        mute_people(EMPTY, ["rahasia"], GRAPH, chat_of([]))
    assert "rahasia" not in str(refused.value)


def test_what_has_expired_is_let_go():
    memory = EMPTY.noted("", TODAY - 61 * DAY, [("ani", "at_the_edge")]).with_muted("", TODAY - 91 * DAY, ["ani"])
    known = memory.noted("", TODAY, []).of("")
    assert list(known.reports) == [TODAY.normalize()]
    assert known.muted == {}
