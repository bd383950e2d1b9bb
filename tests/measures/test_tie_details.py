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
