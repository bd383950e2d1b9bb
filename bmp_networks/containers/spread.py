"""Tables around the indices of inequality: contrasts, groups, further indices, members, hierarchy, other choices."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

CONTRASTS = Contract(
    "contrast of two kinds of tie",
    (
        Column("quantity", "text", "participation or attention"),
        Column("first", "text", "the type of tie asked about"),
        Column("second", "text", "the type it is set beside; all: everything said in the same conversations"),
        Column("episodes_first", "count", "conversations with events of the first"),
        Column("episodes_second", "count", "conversations with events of the second"),
        Column("gini_first", "number", "Gini with one voice a conversation and as many conversations of each"),
        Column("gini_second", "number", "the same of the second"),
        Column("difference", "number", "first less second: above 0 where the first is in fewer hands"),
        Column("enm_first", "number", "as if so many members were equally often the voice there", "members"),
        Column("enm_second", "number", "the same of the second", "members"),
        Column("p", "number", "share of shufflings of the labels that go as far; one-sided"),
        Column(
            "curves", "text", "whose Lorenz curve lies nearer to equality throughout: first, second, crossing, unclear"
        ),
        Column("note", "text", "what is too little: few_episodes, few_members; else empty"),
    ),
)

GROUP_SPLITS = Contract(
    "group of members",
    (
        Column("column", "text", "column of the roster, or admin"),
        Column("group", "text", "its value; others: groups of fewer than five together"),
        Column("n", "count", "members", "members"),
        Column("share_members", "number", "share of the members, 0 to 1"),
        Column("share_events", "number", "share of the contributions, 0 to 1"),
        Column("between", "number", "share of Theil's T that lies between the groups of this column, 0 to 1"),
        Column("expected", "number", "the same between groups of these sizes put together at random"),
        Column("p", "number", "share of such random groups that lie as far apart"),
    ),
)

MORE_INDICES = Contract(
    "further index",
    (
        Column("quantity", "text", "participation, attention, access or control"),
        Column("tie_type", "text", "all, bonding, bridging or linking"),
        Column("among", "text", "among whom it is counted"),
        Column("n", "count", "how many members"),
        Column("index", "text", "gini_uncorrected, gini_by_days, theil_t, theil_l, half_squared_variation, "
                                "atkinson_05, atkinson_1, hhi, hoover, palma, top_tenth, top_fifth"),
        Column("value", "number", "NaN where undefined: Theil's L and the Palma ratio with too many silent members"),
    ),
)  # fmt: skip

HOLDINGS = Contract(
    "member, with the four quantities side by side",
    (
        Column("member", "text", "node"),
        Column("days", "number", "days as a member", "days"),
        Column("contributions", "count", "participation: turns that contribute something"),
        Column("rate", "number", "contributions a day, drawn towards the group's rate where days are few", "per day"),
        Column("words", "count", "words written"),
        Column("items", "count", "pieces of information she was the first to post"),
        Column("attention", "number", "expected replies and mentions received", "events"),
        Column("per_request", "number", "of these, for each turn that asks, requests or offers; NaN without any"),
        Column("answered", "number", "share of such turns probably answered within a day; NaN without any"),
        Column("wait", "number", "hours until half of such turns are answered; NaN where half never were", "hours"),
        Column("access_low", "number", "access: worth of what she could see, 1 at once, half after a day; 0 to 1"),
        Column("access_high", "number", "the same if newcomers were sent the recent history"),
        Column("first_hand", "number", "share of the items she posted first"),
        Column("early", "number", "share she could see as soon as the middle member"),
        Column("late", "number", "share she could see later"),
        Column("missed", "number", "share posted when she was not there, and never again"),
        Column("outward", "number", "control: share of what is said of outside organisations; NaN without any"),
        Column("outward_items", "number", "share of the items from outside she was the first to post; NaN without any"),
        Column("betweenness", "number", "share of shortest paths through her"),
        Column("constraint", "number", "Burt's constraint; NaN without ties"),
        Column("paths_lost", "number", "share of the ways news can take in time that would be gone without her"),
    ),
)

HIERARCHY = Contract(
    "measure of hierarchy",
    (
        Column("network", "text", "whole (who ever addressed whom), or one_sided (pairs clearly addressed one way)"),
        Column("statistic", "text", "hierarchy, efficiency, upper_bound, connectedness, reach, flow, "
                                    "largest_strong_share, ties"),
        Column("value", "number", "0 to 1 (ties: a number); NaN where undefined"),
        Column("note", "text", "not_informative where nearly everybody reaches everybody, few_ties; else empty"),
    ),
)  # fmt: skip

MULTIVERSE = Contract(
    "number under one set of choices",
    (
        Column("statistic", "text", "what is measured"),
        Column("reply_rule", "text", "how answers are inferred"),
        Column("episode_minutes", "number", "pause that ends a conversation", "minutes"),
        Column("profile", "text", "reading of the literature by which ties are typed"),
        Column("admins", "text", "with or without those who run the group"),
        Column("among", "text", "among whom: the widest group known, or posters"),
        Column("period", "text", "all, first_half or second_half of the messages"),
        Column("main", "flag", "the choices of the report"),
        Column("value", "number", "NaN where undefined"),
    ),
)

ROBUSTNESS = Contract(
    "number under all choices",
    (
        Column("statistic", "text", "what is measured"),
        Column("value", "number", "under the choices of the report"),
        Column("cells", "count", "sets of choices under which it is defined"),
        Column("lowest", "number", "least under any"),
        Column("highest", "number", "most under any"),
        Column("robustness", "number", "share with the same sign and at least half the smallest effect that matters"),
        Column("matters_from", "number", "that smallest effect"),
        Column("moved_by", "text", "the choice that moves it most; missing where nothing moves it"),
    ),
)


@dataclass(frozen=True)
class Spread:
    """What stands around the indices of inequality.

    Parameters
    ----------
    contrasts
        Table under ``CONTRASTS``.
    groups
        Table under ``GROUP_SPLITS``.
    more
        Table under ``MORE_INDICES``.
    holdings
        Table under ``HOLDINGS``, members in the order of the graph.
    hierarchy
        Table under ``HIERARCHY``.
    """

    contrasts: pd.DataFrame
    groups: pd.DataFrame
    more: pd.DataFrame
    holdings: pd.DataFrame
    hierarchy: pd.DataFrame

    def __post_init__(self) -> None:
        CONTRASTS.check(self.contrasts)
        GROUP_SPLITS.check(self.groups)
        MORE_INDICES.check(self.more)
        HOLDINGS.check(self.holdings)
        HIERARCHY.check(self.hierarchy)


@dataclass(frozen=True)
class Multiverse:
    """The same numbers under every combination of choices an analyst could have made.

    Parameters
    ----------
    cells
        Table under ``MULTIVERSE``.
    robustness
        Table under ``ROBUSTNESS``.
    """

    cells: pd.DataFrame
    robustness: pd.DataFrame

    def __post_init__(self) -> None:
        MULTIVERSE.check(self.cells)
        ROBUSTNESS.check(self.robustness)
