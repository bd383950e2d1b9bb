from __future__ import annotations

from datetime import date

import pandas as pd

from bmp_networks.simulate import CommunityPlan, simulate_community

COMMUNITY = simulate_community(CommunityPlan(), 8)
RECORDS = COMMUNITY.records
TRUTH = COMMUNITY.truth.members
PERSON = {row["name"]: row["person"] for row in COMMUNITY.roster}


def test_records_stand_in_the_order_of_time_and_are_numbered() -> None:
    assert RECORDS["timestamp"].is_monotonic_increasing
    messages = RECORDS[(RECORDS["i"] >= 0).to_numpy()]
    assert messages["i"].tolist() == list(range(1500))


def test_nobody_writes_before_joining_after_leaving_or_after_drifting_away() -> None:
    messages = RECORDS[(RECORDS["i"] >= 0).to_numpy()]
    wrote = messages.groupby(messages["author"].map(PERSON))["timestamp"].agg(["min", "max"])
    known = TRUTH.set_index("person").join(wrote, how="inner")
    assert (known["min"].dt.normalize() >= known["joined"]).all()
    assert (known["max"].dt.normalize() <= known["left"].fillna(pd.Timestamp("2100-01-01"))).all()
    assert (known["max"] <= known["drifts"].fillna(pd.Timestamp("2100-01-01"))).all()


def test_joins_leaves_and_changed_numbers_stand_as_system_lines() -> None:
    counts = RECORDS["event"].value_counts()
    assert counts["member_added"] == 1 + 3
    assert counts["member_left"] == 1
    assert counts["number_changed"] == 1


def test_silent_members_stand_in_the_roster_and_never_write() -> None:
    silent = TRUTH[TRUTH["silent"]]
    assert len(silent) == 3
    assert silent["messages"].sum() == 0
    assert set(silent["person"]) <= {row["person"] for row in COMMUNITY.roster}


def test_less_is_written_in_ramadan() -> None:
    plan = CommunityPlan(start=date(2019, 1, 7), days=360, messages=6000, ramadan=0.3, chains=0, drifting=0)
    records = simulate_community(plan, 1).records
    days = records.loc[(records["i"] >= 0).to_numpy(), "timestamp"].dt.normalize()
    inside = ((days >= "2019-05-06") & (days < "2019-06-05")).mean() / 30
    assert 0.2 < inside / ((1 - inside * 30) / 330) < 0.45
