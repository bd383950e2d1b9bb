"""What members do, and whom a facilitator may want to greet: found where planted, silent where data are few."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bmp_networks.containers.results import with_states
from bmp_networks.containers.roster import gazetteer_from_rows
from bmp_networks.measures.answers import initiating_turns
from bmp_networks.measures.drifting import ActiveDays, lebaran_near, most_left
from bmp_networks.measures.members import screen_members
from bmp_networks.measures.newcomers import is_welcome
from bmp_networks.measures.states import SEVERITY, Flag, Scene, list_states, whole_days
from bmp_networks.measures.unanswered import is_urgent
from bmp_networks.resources import load_toml
from tests.measures.hand_made import START, chat_of, coding_of, graph_of, roster_of

HOUR, DAY, MINUTE = pd.Timedelta(hours=1), pd.Timedelta(days=1), pd.Timedelta(minutes=1)


def scene_of(turns, codes, links=(), interactions=(), events=(), **nodes):
    """Give graph, coding and chat of the same hand-made messages."""
    messages = [{"author": turn[0], **code} for turn, code in zip(turns, codes, strict=True)]
    graph = graph_of(turns, [*interactions, *((i, turns[j][0], "reply", p) for i, j, p in links)], **nodes)
    chat = chat_of(
        [(turn[0], turn[1], code.get("text", "teks")) for turn, code in zip(turns, codes, strict=True)], events
    )
    return graph, coding_of(messages, links), chat


def column(found, name):
    return dict(zip(found.members["member"], found.members[name], strict=True))


def states_of(found):
    return dict(zip(found.states["member"], found.states["states"], strict=True))


def questions(asker_answered: dict[str, list[bool]]):
    """Give a chat in which each asker asks every five days, and the named ones are answered after ten minutes."""
    turns, codes, links = [], [], []
    for number, (asker, answers) in enumerate(asker_answered.items()):
        for k, answered in enumerate(answers):
            at = START + 5 * k * DAY + number * 2 * HOUR
            turns.append((asker, at, len(turns)))
            codes.append({"act": "question"})
            if answered:
                links.append((len(turns), len(turns) - 1, 1.0))
                turns.append(("guru", at + 10 * MINUTE, len(turns) - 1))
                codes.append({"act": "answer"})
    turns.append(("guru", START + 80 * DAY, len(turns)))
    codes.append({"act": "greeting"})
    return scene_of(turns, codes, links)


def test_silent_members_stand_in_the_table_with_zeros():
    found = screen_members(*scene_of([("ani", START, 0)], [{"act": "greeting"}], silent={"dewi": "event"}))
    dewi = found.members.set_index("member").loc["dewi"]
    assert (dewi["messages"], dewi["words"], dewi["initiated"], dewi["attention"]) == (0, 0, 0, 0.0)
    assert math.isnan(dewi["answered"])
    assert dewi["main_act"] is None or pd.isna(dewi["main_act"])


def test_who_only_greets_is_shown_so_and_equals_go_to_the_first_of_the_list():
    turns = [("ani", START, 0), ("ani", START, 0), ("budi", START, 0), ("budi", START, 0)]
    codes = [{"act": "greeting"}, {"act": "greeting"}, {"act": "thanks"}, {"act": "offer"}]
    assert column(screen_members(*scene_of(turns, codes)), "main_act") == {"ani": "greeting", "budi": "offer"}


def test_questions_requests_and_offers_initiate_and_answers_do_not():
    turns = [("ani", START + k * HOUR, k) for k in range(4)]
    codes = [{"act": "question"}, {"act": "request"}, {"act": "offer"}, {"act": "answer"}]
    assert column(screen_members(*scene_of(turns, codes)), "initiated") == {"ani": 3}


def test_an_answer_counts_within_a_day_with_its_probability():
    turns = [
        ("ani", START, 0),
        ("budi", START + HOUR, 0),
        ("citra", START + 2 * HOUR, 0),
        ("budi", START + 25 * HOUR, 1),
    ]
    codes = [{"act": "question"}, {"act": "answer"}, {"act": "answer"}, {"act": "answer"}]
    graph, coding, _ = scene_of(turns, codes, [(1, 0, 0.6), (2, 0, 0.5), (3, 0, 1.0)])
    assert initiating_turns(graph, coding)["answered"].tolist() == pytest.approx([1 - 0.4 * 0.5])


def test_being_called_by_name_within_a_day_counts_as_an_answer():
    turns = [("ani", START, 0), ("budi", START + HOUR, 0)]
    graph, coding, _ = scene_of(turns, [{"act": "question"}, {}], interactions=[(1, "ani", "mention", 0.8)])
    assert initiating_turns(graph, coding)["answered"].tolist() == pytest.approx([0.8])


def test_own_words_are_no_answer_but_what_answers_them_is():
    turns = [("ani", START, 0), ("ani", START + HOUR, 0), ("budi", START + 2 * HOUR, 0)]
    codes = [{"act": "question"}, {"act": "other"}, {"act": "answer"}]
    graph, coding, _ = scene_of(turns, codes, [(1, 0, 1.0)])
    assert initiating_turns(graph, coding)["answered"].tolist() == [0.0]
    graph, coding, _ = scene_of(turns, codes, [(1, 0, 1.0), (2, 1, 0.9)])
    assert initiating_turns(graph, coding)["answered"].tolist() == pytest.approx([0.9])


def test_outward_share_is_the_share_of_what_is_said_of_organisations():
    turns = [("ani", START, 0), ("budi", START, 0)]
    links = [(0, "kantor", "organisation", 0.9), (1, "kantor", "organisation", 0.3)]
    found = screen_members(*scene_of(turns, [{}, {}], interactions=links, organisations=["kantor"]))
    assert column(found, "outward_share") == pytest.approx({"ani": 0.75, "budi": 0.25})
    nothing = screen_members(*scene_of(turns, [{}, {}]))
    assert np.isnan(list(column(nothing, "outward_share").values())).all()


def test_the_groups_own_umbrella_is_no_way_outwards():
    turns = [("ani", START, 0), ("budi", START, 0)]
    links = [(0, "kantor", "organisation", 0.9), (1, "payung", "organisation", 0.9)]
    scene = scene_of(turns, [{}, {}], interactions=links, organisations=["kantor", "payung"])
    own = gazetteer_from_rows(
        [
            {
                "id": "payung",
                "name": "Payung Kita",
                "variants": "payung",
                "kind": "peer_community",
                "status_level": "0",
                "own": "1",
            }
        ]
    )
    assert column(screen_members(*scene, gazetteer=own), "outward_share") == pytest.approx({"ani": 1, "budi": 0})


def test_an_official_has_no_share_of_what_the_group_says_outwards():
    turns = [("ani", START, 0), ("budi", START, 0), ("kades", START, 0)]
    links = [(k, "kantor", "organisation", w) for k, w in enumerate((0.3, 0.1, 1.0))]
    scene = scene_of(turns, [{}] * 3, interactions=links, organisations=["kantor"])
    roster = roster_of({"ani": 0, "budi": 0, "kades": 1})
    shares = column(screen_members(*scene, roster), "outward_share")
    assert (shares["ani"], shares["budi"]) == pytest.approx((0.75, 0.25))
    assert math.isnan(shares["kades"])


def test_an_export_that_breaks_off_leaves_hope_for_the_last_question():
    askers = {name: [True] * 6 for name in ("ani", "budi", "citra")}
    graph, coding, chat = questions(askers)
    scene = Scene(graph, coding, chat).until(START + 25 * DAY + 5 * MINUTE)
    late = scene.with_outlook[~scene.with_outlook["turn"].isin(scene.a_day_old["turn"]).to_numpy()]
    assert late["answered"].tolist() == [1.0]  # all older ones were answered, after ten minutes


def test_who_stands_between_others_has_betweenness_and_an_isolate_no_constraint():
    turns = [("ani", START, 0), ("budi", START, 0), ("citra", START, 0), ("dewi", START, 0)]
    found = screen_members(*scene_of(turns, [{}] * 4, [(1, 0, 1.0), (2, 1, 1.0)]))
    assert column(found, "betweenness")["budi"] == pytest.approx(1 / 6)  # one of 3 x 2 ordered pairs of others
    assert column(found, "betweenness")["ani"] == 0
    assert math.isnan(column(found, "constraint")["dewi"])


def test_who_is_never_answered_among_people_who_are_is_found():
    askers = {name: [True, True, True, False, True, True] for name in ("ani", "budi", "citra", "dewi", "eko")}
    found = screen_members(*questions(askers | {"parti": [False] * 6}))
    assert states_of(found) == {"parti": ("not_answered",)}
    reason = found.states["reasons"].iloc[0][0]
    assert (reason["initiated"], reason["answered"]) == (6, 0.0)
    assert reason["p"] <= 0.05
    assert len(found.states["evidence"].iloc[0]) == 6


def test_four_unanswered_questions_are_too_few_to_say_anything():
    askers = {name: [True] * 6 for name in ("ani", "budi", "citra", "dewi", "eko")}
    assert states_of(screen_members(*questions(askers | {"parti": [False] * 4}))) == {}


def test_nobody_is_singled_out_where_nobody_is_answered():
    askers = {name: [False] * 6 for name in ("ani", "budi", "citra", "dewi", "parti")}
    assert states_of(screen_members(*questions(askers))) == {}


def test_equal_chances_of_an_answer_give_few_false_alarms():
    rng = np.random.default_rng(8)
    alarms = 0
    for _ in range(20):
        askers = {f"m{k:02d}": list(rng.random(8) < 0.65) for k in range(10)}
        alarms += sum("not_answered" in states for states in states_of(screen_members(*questions(askers))).values())
    assert alarms <= 200 / 30  # one wrong name per 30 members at most


def join(name, at):
    return {"timestamp": at, "event": "member_joined", "actor": name, "body": "joined"}


def newcomer(answer=None, text="Teks", later=40):
    turns = [("ani", START, 0), ("baru", START + 10 * DAY + HOUR, 1), ("ani", START + 10 * DAY + 5 * HOUR, 2),
             ("ani", START + later * DAY, 3)]  # fmt: skip
    codes = [{}, {"act": "greeting"}, {"text": text}, {}]
    return scene_of(turns, codes, [(2, 1, answer)] if answer else [], events=[join("baru", START + 10 * DAY)])


def test_a_newcomer_whom_nobody_greeted_is_found():
    assert states_of(screen_members(*newcomer(later=30))) == {"baru": ("newcomer_not_greeted",)}


@pytest.mark.parametrize("case", [{"answer": 0.9}, {"text": "Selamat datang mbak"}, {"later": 41}, {"later": 11}])
def test_an_answer_a_welcome_or_the_wrong_time_is_no_reason(case):
    assert states_of(screen_members(*newcomer(**({"later": 30} | case)))) == {}


def test_words_of_welcome_are_recognised():
    assert is_welcome("Sugeng rawuh mbak Ani")
    assert not is_welcome("Besok datang ya")


def test_words_of_need_beside_a_call_for_help_are_recognised():
    assert is_urgent("Tolong, suami saya kecelakaan")
    assert is_urgent("Paspor ditahan majikan, harus gimana?")
    assert not is_urgent("Alhamdulillah kecelakaan kemarin sudah beres")
    assert not is_urgent("Tiwul masih ada?")


def test_what_people_ask_about_in_general_is_no_call_for_help():
    assert is_urgent("gaji saya dipotong terus, bagaimana ini?")
    assert not is_urgent("Ada yang tahu aturan potongan gaji?")
    assert not is_urgent("Kantor polisi yang buat surat itu di mana ya?")
    assert not is_urgent("Mohon maaf baru balas, minggu lalu opname")
    assert is_urgent("Bapak opname sejak kemarin, mohon doanya")


AFTER_LEBARAN = pd.Timestamp("2022-07-04 08:00")


def daily(active: dict[str, list[int]], start: pd.Timestamp = AFTER_LEBARAN):
    turns = sorted(
        ((name, start + day * DAY, day) for name, days in active.items() for day in days), key=lambda t: t[1]
    )
    return scene_of(turns, [{"act": "report"}] * len(turns))


def test_who_stops_writing_is_seen_less_and_a_group_that_halves_is_not():
    steady = {f"m{k}": list(range(k % 3, 112, 3)) for k in range(8)}
    stopped = steady | {"surti": list(range(0, 84, 4))}
    assert states_of(screen_members(*daily(stopped))) == {"surti": ("drifting",)}
    halved = {name: [day for day in days if day < 84 or day % 2] for name, days in steady.items()}
    assert states_of(screen_members(*daily(halved))) == {}


def days_of(recent: int, before: int) -> ActiveDays:
    return ActiveDays("surti", recent, before, share=0.25, alike=0.0)


def test_a_full_stop_is_named_also_where_many_are_tested():
    many = [days_of(7, 20)] * 30
    assert most_left([*many, days_of(0, 12)]) >= 0
    assert most_left(many) < 3 / 6.75  # three days of 27, where 6.75 are expected, have p = .04: too many of thirty


def test_where_few_are_tested_p_alone_decides():
    assert most_left([days_of(7, 20)] * 5) == np.inf
    assert most_left([]) == np.inf


def test_chances_that_add_up_to_half_a_wrong_name_are_the_limit():
    tested = [days_of(7, 20)] * 30
    left = most_left(tested)
    below = sum(chance for days in tested for share, chance in days.could_be_named if share <= left)
    above = sum(chance for days in tested for share, chance in days.could_be_named if share <= left + 1 / 6.75)
    assert below <= 0.5 < above


def test_members_who_only_read_do_not_fill_a_long_list():
    silent = [Flag(f"s{k:02d}", "present_without_writing") for k in range(30)]
    others = [Flag(f"d{k}", "drifting", 0.97) for k in range(8)]
    listed = list_states([*silent, *others], {}, 300)
    assert [name[0] for name in listed["member"]] == ["d"] * 8 + ["s"] * 15
    assert len(list_states(silent, {}, 30)) == 5


def test_nothing_is_said_of_who_is_seen_less_around_lebaran():
    lebaran = int(whole_days([np.datetime64("2023-04-22")])[0])
    assert lebaran_near(lebaran + 10, lebaran + 20)
    assert not lebaran_near(lebaran + 11, lebaran + 20)
    steady = {f"m{k}": list(range(k % 3, 112, 3)) for k in range(8)} | {"surti": list(range(0, 84, 4))}
    assert states_of(screen_members(*daily(steady, pd.Timestamp("2023-01-02")))) == {}  # ends on 24 April


def test_a_member_of_months_who_writes_nothing_is_there():
    graph, coding, chat = daily({f"m{k}": list(range(k % 3, 112, 3)) for k in range(8)})
    silent = graph_of(
        [(node, at, episode) for node, at, episode in
         zip(graph.turns["node"], graph.turns["at"], graph.turns["episode"], strict=True)],
        silent={"dewi": "roster"},
    )  # fmt: skip
    assert states_of(screen_members(silent, coding, chat)) == {"dewi": ("present_without_writing",)}


def test_the_list_is_short_and_alphabetical_inside_its_parts():
    flags = [Flag(name, "not_answered", 0.99) for name in "zyxwvu"] + [Flag("m", "urgent_unanswered")]
    table = list_states(flags, {}, 20)
    assert list(table["member"]) == ["m", "u", "v", "w", "x"]
    assert len(list_states(flags, {}, 40)) == 6


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_is_worded_kindly_with_three_innocent_explanations(language):
    words = load_toml(f"texts/member_states_{language}.toml").content
    assert set(words["states"]) == set(SEVERITY)
    for state in words["states"].values():
        assert "{name}" in state["sentence"]
        assert len(state["explanations"]) >= 3
        assert state["action"]
    everything = str(words).casefold()
    for forbidden in ("pasif", "terisolasi", "malas", "bermasalah", "isolated", "inactive", "problem"):
        assert not re.search(forbidden, everything), forbidden


def pair_talk(partner_share: float):
    """Give a chat of sixteen weeks in which "ida" and others answer each other every three days."""
    turns, codes, links = [], [], []
    rng = np.random.default_rng(3)
    for k in range(56):
        at = START + 2 * k * DAY
        other = "umi" if rng.random() < partner_share else f"m{k % 6}"
        turns += [
            (other, at, k),
            ("ida", at + MINUTE, k),
            (f"m{k % 6}", at + 5 * HOUR, k),
            (f"m{(k + 1) % 6}", at + 6 * HOUR, k),
        ]
        codes += [{}] * 4
        first = 4 * k
        links += [(first + 1, first, 0.95), (first + 3, first + 2, 0.9)]
    return scene_of(turns, codes, links)


def test_who_talks_with_one_person_only_is_found_and_who_talks_with_many_is_not():
    one, many = (states_of(screen_members(*pair_talk(share))) for share in (1.0, 0.4))
    assert one["ida"] == ("one_person_tie",)
    assert "ida" not in many


def test_who_stands_in_the_roster_and_not_in_the_group_is_listed_unless_the_chat_shows_her():
    scene = scene_of([("ani", START, 0), ("budi", START + DAY, 1)], [{}, {}])
    roster = roster_of({"ani": 0, "budi": 0, "citra": 0, "dewi": 0}, in_group={"ani": "no", "citra": "no"})
    found = screen_members(*scene, roster)
    assert states_of(found) == {"citra": ("not_in_the_group",)}
    table = with_states(found).set_index("member")
    assert table.loc["citra", "messages"] == 0
    assert table.loc["ani", "states"] == ()


def test_who_left_is_not_called_quiet():
    steady = {f"m{k}": list(range(k % 3, 112, 3)) for k in range(8)} | {"surti": list(range(0, 84, 4))}
    graph, coding, chat = daily(steady)
    left = graph.nodes["present_to"].where(graph.nodes["node"] != "surti", AFTER_LEBARAN + 84 * DAY)
    graph = replace(graph, nodes=graph.nodes.assign(present_to=left))
    assert states_of(screen_members(graph, coding, chat)) == {}


def test_where_others_shift_as_much_a_quieter_month_is_nothing_special():
    rng = np.random.default_rng(4)
    days = {f"m{k:02d}": sorted(rng.choice(84, size=20, replace=False)) for k in range(14)}
    for k, name in enumerate(list(days)):
        days[name] = [*days[name], *range(84, 84 + (0 if k % 2 else 14))]
    named = [name for name, states in states_of(screen_members(*daily(days))).items() if "drifting" in states]
    assert len(named) < 5  # seven of fourteen stopped; seen one by one, all seven would be named


def test_doubtful_codes_count_towards_five_turns_and_hand_codes_do_not():
    askers = {name: [True] * 6 for name in ("ani", "budi", "citra", "dewi", "eko")}
    graph, coding, chat = questions(askers | {"parti": [False] * 6})
    own = coding.messages.index[(coding.messages["author"] == "parti").to_numpy()][3:]
    for sure, listed in ((0.4, True), (1.0, False)):
        messages = coding.messages.copy()
        messages.loc[own, ["act", "p_act"]] = ["agreement", sure]
        found = states_of(screen_members(graph, replace(coding, messages=messages), chat))
        assert ("parti" in found) is listed, sure


def test_the_list_of_a_large_group_is_short_however_many_have_a_state():
    askers = {f"m{k:02d}": [True] * 6 for k in range(30)} | {f"x{k:02d}": [False] * 6 for k in range(10)}
    found = screen_members(*questions(askers))
    assert len(found.states) <= max(5, int(0.15 * len(found.members)))


def test_the_same_chat_gives_the_same_list():
    made = pair_talk(1.0)
    one, other = (screen_members(*made).states for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
