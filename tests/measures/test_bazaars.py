from __future__ import annotations

import pandas as pd

from bmp_networks.measures.bazaars import find_bazaar_weeks
from tests.measures.chains_made import say, talk


def test_a_week_in_which_several_members_speak_of_a_bazaar_is_found():
    said = [say(who, "besok bazar jadi ya", "announcement") for who in ("Wati", "Sri", "Wati")]
    found = find_bazaar_weeks(*talk(*said, say("Sri", "tiwul habis", "report", hours=24 * 14)))
    assert found[["messages", "members"]].to_numpy().tolist() == [[3, 2]]
    assert found["week"].iloc[0].day_name() == "Monday"


def test_one_member_who_dreams_of_a_bazaar_makes_none():
    assert find_bazaar_weeks(*talk(*[say("Wati", "kapan ada pameran", "question")] * 4)).empty


def test_a_chat_without_messages_has_no_bazaars():
    found = find_bazaar_weeks(*talk())
    assert found.empty
    assert list(found.columns) == ["week", "messages", "members"]
    assert isinstance(found, pd.DataFrame)
