import math

import pandas as pd
import pytest

from bmp_networks.measures.tie_details import describe_ties
from bmp_networks.measures.tie_strength import tie_strength
from tests.measures.hand_made import START, coding_of, graph_of, roster_of

DAY = pd.Timedelta(days=1)


@pytest.fixture
def two_who_write():
    """Ani and Budi write to each other of economy; Ani of migration too; sixty days lie between the first and last."""
    days = [(name, START + k * 30 * DAY, k) for k, name in enumerate(["ani", "budi", "ani"])]
    links = [(0, "budi", "mention", 1.0), (1, "ani", "mention", 1.0), (2, "budi", "mention", 1.0)]
    topics = [{"author": "x", "topic": topic} for topic in ("economy", "economy", "migration")]
    return graph_of(days, links), coding_of(topics)


def test_topics_count_that_both_wrote_of_to_each_other(two_who_write):
    graph, coding = two_who_write
    (row,) = describe_ties(graph, coding).to_dict("records")
    assert row["topics"] == 1 / 5
    assert row["strength"] == pytest.approx((row["frequency"] + row["duration"] + 1 / 5 + 1 / 2) / 4)
    without = tie_strength(graph)
    assert without["topics"].isna().all()


def test_an_event_counts_half_after_sixty_days(two_who_write):
    graph, _ = two_who_write
    assert tie_strength(graph)["current"].tolist() == pytest.approx([1 + 0.5**0.5 + 0.5])


def test_a_tie_with_somebody_abroad_is_kept_up_and_what_is_not_told_stays_open(two_who_write):
    graph, coding = two_who_write
    abroad = roster_of({"ani": 0, "budi": 0}, status={"budi": "abroad", "ani": "family"})
    assert describe_ties(graph, coding, abroad)["maintained"].tolist() == ["yes"]
    assert describe_ties(graph, coding)["maintained"].tolist() == [None]


def test_two_without_a_shared_contact_are_a_local_bridge(two_who_write):
    assert describe_ties(*two_who_write)["local_bridge"].tolist() == ["yes"]


def test_what_two_say_of_their_closeness_is_the_strength_and_the_rest_stands_beside(two_who_write):
    graph, coding = two_who_write
    for close, expected in (
        ({"ani": ("budi",), "budi": ("ani",)}, 1),
        ({"ani": ("budi",), "budi": ("cici",)}, 1 / 2),
        ({"budi": ("ani",)}, 1),  # only one was asked
        ({"ani": ("cici",)}, 0),
    ):
        roster = roster_of({"ani": 0, "budi": 0, "cici": 0}, close_to=close)
        (row,) = describe_ties(graph, coding, roster).to_dict("records")
        assert row["closeness"] == row["strength"] == expected
        assert row["frequency"] == pytest.approx(1 - 1 / math.e)


def test_where_nobody_was_asked_the_strength_is_the_mean_of_what_the_chat_shows(two_who_write):
    graph, coding = two_who_write
    roster = roster_of({"ani": 0, "budi": 0, "cici": 0}, close_to={"cici": ("ani",)})
    asked, silent = (describe_ties(graph, coding, known) for known in (roster, None))
    assert math.isnan(asked["closeness"][0])
    assert asked["strength"].tolist() == silent["strength"].tolist()


def test_a_tie_is_weak_below_the_median_of_its_kind():
    order = [("ani", "budi"), ("budi", "ani"), ("ani", "budi"), ("budi", "cici"), ("budi", "cici"), ("cici", "ani")]
    turns = [(one, START + k * DAY, k) for k, (one, _) in enumerate(order)]
    links = [(k, other, "mention", 1.0) for k, (_, other) in enumerate(order)]
    table = describe_ties(graph_of(turns, links), coding_of([{"author": "x"}] * len(order)))
    assert table.sort_values("strength")["weak"].tolist() == ["yes", "no", "no"]
