"""Access: everybody in one group sees all at once; who joins later, or is in the other group only, sees less."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.containers.people import SPELLS, Presence
from bmp_networks.measures.access import GroupLife, measure_access
from bmp_networks.measures.inequality import measure_inequality
from tests.measures.hand_made import START, graph_of, ties_of

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)


def life_of(posts, members) -> GroupLife:
    """Make a group from posts (node, at, text) and members: node → (start, end, how the start is known)."""
    rows = [
        {"i": i, "node": node, "at": at, "episode": i, "text": text} for i, (node, at, text) in enumerate(posts)
    ]  # fmt: skip
    spells = [
        {"node": node, "start": start, "end": end, "opened": opened, "closed": "end"}
        for node, (start, end, opened) in sorted(members.items())
    ]
    end = START + 60 * DAY
    at = np.array([at for _, at, _ in posts], dtype="datetime64[s]")
    return GroupLife(pd.DataFrame(rows), np.sort(at), Presence(SPELLS.from_rows(spells), START, end))


def news(number: int) -> str:
    return f"kabar nomor {number} tentang pelatihan ke {number} di balai desa"


ALWAYS = (START, START + 60 * DAY, "created")


def graph(n_turns: int = 4, silent=()):
    turns = [("ab"[i % 2], START + i * DAY, i) for i in range(n_turns)]
    return graph_of(turns, silent=dict.fromkeys(silent, "event"))


def test_in_one_group_of_which_all_are_members_access_is_equal_by_construction():
    posts = [("ab"[i % 2], START + i * DAY, news(i)) for i in range(4)]
    found = measure_access(graph(), ties_of({}), [life_of(posts, {"a": ALWAYS, "b": ALWAYS})])
    assert found.by_construction
    assert found.worth().tolist() == [[1, 1]] * 4
    row = (
        measure_inequality(graph(), ties_of({}), access=found, resamples=10).indices.set_index("quantity").loc["access"]
    )
    assert "access_by_construction" in row["note"].split()
    assert np.isnan(row["gini"])


def test_who_joins_later_misses_what_was_posted_before_unless_the_history_was_sent():
    posts = [("ab"[i % 2], START + i * DAY, news(i)) for i in range(4)]
    members = {"a": ALWAYS, "b": ALWAYS, "c": (START + 2.5 * DAY, START + 60 * DAY, "joined")}
    found = measure_access(graph(silent=("c",)), ties_of({}), [life_of(posts, members)])
    assert found.worth()[:, 2].tolist() == [0, 0, 0, 1]
    # Items of 2.5, 1.5 and .5 days before: each day halves.
    assert found.worth(if_sent=True)[:, 2] == pytest.approx([2**-2.5, 2**-1.5, 2**-0.5, 1])
    assert not found.by_construction


def test_history_older_than_two_weeks_is_not_taken_as_sent():
    posts = [("a", START, news(1)), ("b", START + 3 * DAY, news(2))]
    members = {"a": ALWAYS, "b": ALWAYS, "c": (START + 15 * DAY, START + 60 * DAY, "joined")}
    found = measure_access(graph(20, silent=("c",)), ties_of({}), [life_of(posts, members)])
    assert found.worth(if_sent=True)[0, 2] == 0
    assert found.worth(if_sent=True)[1, 2] == pytest.approx(2**-12)


def test_over_two_groups_the_lag_runs_from_the_first_post_anywhere():
    main = life_of([("a", START + DAY, news(1)), ("b", START + 2 * DAY, news(2))], {"a": ALWAYS, "b": ALWAYS})
    other = life_of([("a", START, news(1)), ("a", START, news(3))], {"a": ALWAYS})
    found = measure_access(graph(), ties_of({}), [main, other])
    # b hears of item 1 a day late, of item 3 never, of her own at once; a of everything at once.
    assert found.worth()[:, 0].tolist() == [1, 1, 1]
    assert sorted(found.worth()[:, 1].tolist()) == [0, 0.5, 1]
    assert found.groups == 2


def test_an_item_is_of_the_type_of_what_its_message_says_to_others():
    posts = [("a", START, news(1)), ("b", START + DAY, news(2))]
    network = graph_of([("a", START, 0), ("b", START + DAY, 1)], [(1, "a", "reply", 0.5)])
    found = measure_access(
        network, ties_of({("a", "b"): (0.8, 0.2, 0.0)}), [life_of(posts, {"a": ALWAYS, "b": ALWAYS})]
    )
    assert found.weight["bonding"] == pytest.approx([0, 0.4])
    assert found.weight["all"].tolist() == [1, 1]
