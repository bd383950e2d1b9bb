import pandas as pd

from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.presence import trace_presence
from tests.measures.invented import happened, make_chat, make_roster, moment, said

DAY = 60 * 24


def spells(presence, node: str) -> list[tuple[str, str]]:
    own = presence.spells[presence.spells["node"] == node]
    return list(zip(own["opened"], own["closed"], strict=True))


def test_a_member_is_there_from_joining_to_leaving():
    chat = make_chat(
        said(0, "Ani"),
        happened(DAY, "member_joined", "Budi"),
        happened(3 * DAY, "member_left", "Budi"),
        said(9 * DAY, "Ani"),
    )
    presence = trace_presence(chat)
    assert presence.days == {"Ani": 10.0, "Budi": 3.0}
    assert presence.members_at(moment(2 * DAY)) == {"Ani", "Budi"}
    assert presence.members_at(moment(4 * DAY)) == {"Ani"}


def test_who_comes_back_has_two_spells():
    chat = make_chat(
        happened(0, "member_added", "Ani", "Budi"),
        happened(DAY, "member_removed", "Ani", "Budi"),
        happened(3 * DAY, "member_added", "Ani", "Budi"),
        said(4 * DAY, "Ani"),
    )
    presence = trace_presence(chat, first=moment(0))
    assert spells(presence, "Budi") == [("joined", "removed"), ("joined", "end")]
    assert presence.days["Budi"] == 4.0
    assert presence.members_at(moment(2 * DAY)) == {"Ani"}


def test_who_writes_without_a_join_line_is_there_from_the_first_thing_seen():
    chat = make_chat(said(0, "Ani"), said(2 * DAY, "Budi"), said(3 * DAY, "Ani"))
    presence = trace_presence(chat)
    assert spells(presence, "Budi") == [("seen", "end")]
    assert presence.days["Budi"] == 2.0


def test_who_leaves_without_ever_writing_was_a_member():
    chat = make_chat(said(0, "Ani"), happened(DAY, "member_left", "Budi"), said(2 * DAY, "Ani"))
    presence = trace_presence(chat)
    assert spells(presence, "Budi") == [("unknown", "left")]
    assert presence.days["Budi"] == 2.0
    assert identify_people(chat).known_by["Budi"] == "event"


def test_the_roster_fills_in_when_somebody_joined_and_left():
    chat = make_chat(said(0, "Ani"), said(5 * DAY, "Budi"), said(9 * DAY, "Ani"))
    roster = make_roster(
        {"name": "Budi", "person": "p2", "joined": pd.Timestamp("2018-09-04"), "left": pd.Timestamp("2018-09-10")}
    )
    presence = trace_presence(chat, roster)
    assert spells(presence, "p2") == [("roster", "roster")]
    assert presence.days["p2"] == 7.0  # 4 to 10 September


def test_a_join_line_goes_before_the_roster():
    chat = make_chat(said(0, "Ani"), happened(5 * DAY, "member_added", "Ani", "Budi"), said(9 * DAY, "Ani"))
    roster = make_roster({"name": "Budi", "person": "p2", "joined": pd.Timestamp("2018-09-04")})
    assert spells(trace_presence(chat, roster), "p2") == [("joined", "end")]


def test_a_silent_person_of_the_roster_is_there_all_the_time():
    chat = make_chat(said(0, "Ani"), said(DAY, "Ani"))
    presence = trace_presence(chat, make_roster({"name": "Eni", "person": "p5"}))
    assert spells(presence, "p5") == [("unknown", "end")]
    assert presence.days["p5"] == 2.0


def test_a_person_of_the_roster_who_is_not_in_the_group_is_no_member():
    chat = make_chat(said(0, "Ani"))
    presence = trace_presence(chat, make_roster({"name": "Eni", "person": "p5", "in_group": "no"}))
    assert "p5" not in presence.days


def test_a_changed_number_is_one_person_without_a_gap():
    chat = make_chat(
        said(0, "+62 811-1111-1111"),
        happened(DAY, "number_changed", "+62 811-1111-1111", "+62 822-2222-2222"),
        said(2 * DAY, "+62 822-2222-2222"),
    )
    presence = trace_presence(chat)
    assert presence.days == {"+62 822-2222-2222": 3.0}
    assert len(presence.spells) == 1


def test_the_number_added_right_after_a_change_is_the_new_one():
    chat = make_chat(
        said(0, "+886 911 111 111"),
        happened(DAY, "number_changed", "+886 911 111 111"),
        happened(DAY + 7, "member_added", "Ani", "+62 822-2222-2222"),
        happened(DAY + 8, "member_left", "+886 911 111 111"),
        said(2 * DAY, "+62 822-2222-2222"),
    )
    presence = trace_presence(chat)
    assert sorted(presence.days) == ["+62 822-2222-2222", "Ani"]
    assert presence.members_at(moment(2 * DAY)) == {"+62 822-2222-2222", "Ani"}


def test_a_known_person_added_after_a_change_of_number_is_somebody_else():
    chat = make_chat(
        said(0, "+886 911 111 111"),
        said(1, "Budi"),
        happened(DAY, "number_changed", "+886 911 111 111"),
        happened(DAY + 7, "member_added", "Ani", "Budi"),
        said(2 * DAY, "Ani"),
    )
    assert sorted(identify_people(chat).known_by) == ["+886 911 111 111", "Ani", "Budi"]


def test_two_names_of_one_person_in_the_roster_share_their_spells():
    chat = make_chat(said(0, "Yuyun"), happened(DAY, "member_added", "Ani", "Toko Yuyun"), said(3 * DAY, "Toko Yuyun"))
    roster = make_roster({"name": "Yuyun", "person": "j9"}, {"name": "Toko Yuyun", "person": "j9"})
    presence = trace_presence(chat, roster)
    assert spells(presence, "j9") == [("seen", "end")]
    assert presence.days["j9"] == 4.0


def test_names_found_to_be_one_by_a_merge_are_one_node():
    chat = make_chat(said(0, "Ani"), said(1, "+62 811-1111-1111"), aliases=(("+62 811-1111-1111", "Ani"),))
    assert identify_people(chat).nodes["+62 811-1111-1111"] == "Ani"


def test_the_exporter_is_a_member_under_her_name_where_a_person_said_who_she_is():
    chat = make_chat(happened(0, "member_added", "Ani", "<self>"), said(DAY, "Ani"), aliases=(("<self>", "Tari"),))
    assert trace_presence(chat, first=moment(0)).days == {"Ani": 2.0, "Tari": 2.0}


def test_the_exporter_is_nobody_where_no_one_said_who_she_is():
    chat = make_chat(happened(0, "member_added", "Ani", "<self>"), said(DAY, "Ani"))
    assert sorted(trace_presence(chat).days) == ["Ani"]


def test_weeks_count_from_the_first_day_of_the_period():
    chat = make_chat(said(0, "Ani"), happened(8 * DAY, "member_joined", "Budi"), said(20 * DAY, "Ani"))
    presence = trace_presence(chat)
    assert presence.weeks(["Ani", "Budi", "nobody"]).tolist() == [[True] * 3, [False, True, True], [False] * 3]
