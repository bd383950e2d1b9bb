"""An attacker who knows the group reads everything that is shared, and works out what is not printed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from bmp_networks.report.files import write_tables
from bmp_networks.report.page import render_report
from bmp_networks.resources import data_bytes, data_names
from bmp_networks.sharing import shared, shared_people, shared_products
from bmp_networks.simulate import CommunityPlan, simulate_community, write_community
from bmp_networks.study import Inputs, Plan, Study, run_study

FEWEST = 3
STEADY = {"never_answered": 0, "drifting": 0, "joining": 0, "leaving": 0}
PLANS = {
    "a village": (CommunityPlan(members=30, messages=700, days=90), 1),
    "few people": (CommunityPlan(members=9, messages=260, days=40, silent=1, intermediaries=1, chains=6, **STEADY), 2),
    "many small communities": (CommunityPlan(members=40, messages=600, days=60, communities=9, villages=9), 3),
    "eleven people": (CommunityPlan(members=11, messages=300, days=40, silent=2, communities=2, **STEADY), 4),
    "a market": (CommunityPlan(members=24, messages=900, days=200, chains=60), 6),
    "a large group": (CommunityPlan(members=80, messages=900, days=120, silent=20, joining=6), 5),
}
"""Invented groups, each with the seed it is invented from."""


class Cell(NamedTuple):
    """A number that is shared or left out: which members it rests on, side by side where it speaks of pairs."""

    where: str
    shown: float
    members: tuple[frozenset[str], ...]
    truth: float


@pytest.fixture(scope="module")
def studies(tmp_path_factory) -> dict[str, Study]:
    made = {}
    for name, (plan, seed) in PLANS.items():
        folder = tmp_path_factory.mktemp("community") / "made"
        write_community(simulate_community(plan, seed=seed), folder)
        inputs = Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",))
        made[name] = run_study(inputs, Plan(resamples=50))
    return made


@pytest.fixture(params=list(PLANS))
def study(request, studies) -> Study:
    return studies[request.param]


def told_messages(study: Study) -> pd.DataFrame:
    """Give author, month, products and stages of every message, straight from the coding."""
    coded, turns = study.coding.messages, study.graph.turns
    rows = coded.iloc[turns["i"].to_numpy()].reset_index(drop=True)
    told = pd.DataFrame({"id": rows["id"], "member": turns["node"], "month": turns["at"].dt.strftime("%Y-%m")})
    series = study.products.series.explode("evidence")
    pairs = series[["evidence", "product", "stage"]].fillna({"stage": "none"})
    return told.merge(pairs, left_on="id", right_on="evidence")


def cells_of(study: Study, made: shared.Shared) -> Iterator[Cell]:
    """Give every number that stands, or is left out, with the members behind it, counted anew."""
    told = told_messages(study)
    for row in made["stages"].to_dict("records"):
        own = told[told["product"] == row["product"]]
        own = own if row["stage"] == "all" else own[own["stage"] == row["stage"]]
        yield Cell(f"stages {row['stage']}", row["messages"], (frozenset(own["member"]),), own["id"].nunique())
    for row in made["months"].to_dict("records"):
        own = told[(told["product"] == row["product"]) & (told["month"] == row["month"])]
        yield Cell(f"months {row['month']}", row["messages"], (frozenset(own["member"]),), own["id"].nunique())
    groups = members_of_groups(study)
    writing = study.graph.nodes.set_index("node")["messages"]
    for row in made["groups"].to_dict("records"):
        members = groups[row["group"]]
        writers = frozenset(member for member in members if writing[member])
        yield Cell(f"members of {row['group']}", row["members"], (members,), len(members))
        yield Cell(f"messages of {row['group']}", row["messages"], (writers,), writing[list(members)].sum())
    ties = study.ties.ties
    ties = ties[(ties["target_kind"] == "member") & (ties["weight"] > 0)]
    for row in made["blocks"].to_dict("records"):
        yield block(ties, row, groups)
    for row in made["tie_types"].to_dict("records"):
        own = ties[ties["relation"] == row["relation"]]
        ends = frozenset(own["source"]) | frozenset(own["target"])
        yield Cell(f"pairs {row['relation']}", row["pairs"], (ends,), len(own))
        yield Cell(f"events {row['relation']}", row["events"], (ends,), own["weight"].sum())


def block(ties: pd.DataFrame, row: dict, groups: dict[str, frozenset[str]]) -> Cell:
    here, there = groups[row["group"]], groups[row["other"]]
    straight = ties["source"].isin(here) & ties["target"].isin(there)
    turned = ties["source"].isin(there) & ties["target"].isin(here)
    own = ties[straight | turned]
    ends = frozenset(own["source"]) | frozenset(own["target"])
    sides = (ends,) if row["group"] == row["other"] else (ends & here, ends & there)
    return Cell(f"block {row['group']} {row['other']}", row["events"], sides, own["weight"].sum())


def members_of_groups(study: Study) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for member, group in shared_people.MemberGroups.of(study).of_member.items():
        found.setdefault(group, set()).add(member)
    return {group: frozenset(members) for group, members in found.items()}


def sums_of(study: Study, made: shared.Shared) -> Iterator[tuple[str, float, list[float], float]]:
    """Give every sum that is printed, the parts of it that are printed, and what the others add up to in truth."""
    groups, facts = made["groups"], made.fact
    nodes = study.graph.nodes
    members = nodes[nodes["kind"] == "member"]
    silent = float((members["messages"] == 0).sum())
    yield "silent members", facts("members"), [facts("members_writing")], silent
    cells = list(cells_of(study, made))
    for column in ("members", "messages"):
        hidden = [cell.truth for cell in cells if cell.where.startswith(f"{column} of") and math.isnan(cell.shown)]
        yield f"{column} of groups", facts(column), list(groups[column]), float(sum(hidden)) if len(groups) else 0.0
    months, stages = made["months"], made["stages"]
    told = told_messages(study)
    for product, total in stages.loc[stages["stage"] == "all", ["product", "messages"]].itertuples(index=False):
        own = months[months["product"] == product]
        hidden = told[(told["product"] == product) & told["month"].isin(own.loc[own["messages"].isna(), "month"])]
        yield f"months of {product}", total, list(own["messages"]), float(hidden["id"].nunique())
    blocks, types = made["blocks"], made["tie_types"]
    if len(blocks) and types["events"].notna().all():
        hidden = sum(cell.truth for cell in cells if cell.where.startswith("block") and math.isnan(cell.shown))
        yield "blocks", float(types["events"].sum()), list(blocks["events"]), float(hidden)


def leaks(study: Study, made: shared.Shared, *, blur: float) -> list[str]:
    """List what tells of fewer than three members: by itself, or as the rest of a sum.

    A printed number stands for anything up to ``blur`` below and above it, and for nothing below five.
    """
    found = [
        cell.where
        for cell in cells_of(study, made)
        if cell.shown > 0 and (min(map(len, cell.members)) < FEWEST or cell.truth < FEWEST)
    ]
    for where, total, parts, hidden in sums_of(study, made):
        known = [part for part in parts if not math.isnan(part)]
        if math.isnan(total) or not hidden:
            continue
        most_left = total + blur - sum(max(part - blur, min(part, 5.0)) for part in known)
        if most_left < FEWEST:
            found.append(f"rest of {where}")
    return found


def test_nothing_that_is_shared_tells_of_fewer_than_three_members(study):
    assert leaks(study, shared.share_study(study), blur=2.5) == []


def test_the_steps_of_a_curve_hold_five_members_or_more(study):
    made = shared.share_study(study)
    n = int((study.graph.nodes["kind"] == "member").sum())
    for _, curve in made["lorenz"].groupby(["quantity", "tie_type"]):
        steps = [later - earlier for earlier, later in pairwise(curve["share_members"])]
        assert min(steps) * n >= 4.999
    assert (made["inequality"]["enm"] >= FEWEST).all()


def test_a_price_rests_on_three_members_or_more(study):
    prices = study.products.prices
    for row in shared.share_study(study)["prices"].to_dict("records"):
        own = prices[[products == (row["product"],) for products in prices["products"]]]
        assert own.loc[own["unit"] == row["unit"], "member"].nunique() >= FEWEST


def found_in_all(studies: dict[str, Study]) -> list[str]:
    return [where for study in studies.values() for where in leaks(study, shared.share_study(study), blur=0.0)]


def test_the_attacker_finds_small_cells_that_were_forgotten(studies, monkeypatch):
    for module in (shared_people, shared_products):
        monkeypatch.setattr(module, "suppress_small", lambda counts, **_: counts.astype(float))
    monkeypatch.setattr(shared_people, "groups_large_enough", lambda told, **_: told)
    monkeypatch.setattr(shared, "rounded", lambda counts: counts)
    found = found_in_all(studies)
    for kind in ("stages", "months", "members of", "messages of", "block"):
        assert any(where.startswith(kind) for where in found), kind


def test_the_attacker_finds_what_a_sum_gives_away(studies, monkeypatch):
    """Small cells go, but nothing goes with them, and nothing is rounded."""

    def alone(counts: pd.DataFrame, *, members: pd.DataFrame | None = None, **_) -> pd.DataFrame:
        small = (counts > 0) & (counts < FEWEST)
        return counts.astype(float).where(~small if members is None else ~small & ((members >= 3) | (counts == 0)))

    for module in (shared_people, shared_products):
        monkeypatch.setattr(module, "suppress_small", alone)
    monkeypatch.setattr(shared, "rounded", lambda counts: counts)
    found = found_in_all(studies)
    assert any(where.startswith("rest of silent") for where in found)
    assert any(where.startswith(("rest of months", "rest of members", "rest of messages")) for where in found)


def test_a_page_is_made_of_the_sums_and_of_nothing_else(study, tmp_path, monkeypatch):
    write_community(simulate_community(CommunityPlan(members=25, messages=500, days=70), seed=11), tmp_path / "other")
    other = run_study(Inputs((tmp_path / "other/chat.txt",), tmp_path / "other/roster.csv"), Plan(resamples=0))
    made = shared.share_study(study)
    monkeypatch.setattr("bmp_networks.report.page.share_study", lambda _: made)
    for lang in ("id", "en"):
        pages = {render_report(one, audience="sharing", lang=lang) for one in (study, other)}
        assert len(pages) == 1


def test_no_name_code_message_or_hash_stands_in_what_is_shared(study, tmp_path):
    write_tables(study, tmp_path, {}, audience="sharing")
    said = " ".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()))
    said += render_report(study, audience="sharing", lang="id")
    assert study.roster is not None
    own = " ".join(data_bytes(name).decode() for name in data_names("texts")).casefold()
    for name in study.roster.people["name"]:
        for word in re.findall(r"[^\W\d_]{4,}|\d{6,}", name):
            assert word.casefold() in own or not re.search(rf"\b{word}\b", said)
    assert study.chat.sources[0].sha256 not in said
    assert not re.search(r"\bP[0-9a-f]{8}\b", said)
    folded = " ".join(said.split())
    for text in study.chat.messages["body"].dropna():
        words = text.split()
        assert len(words) < 5 or " ".join(words[:5]) not in folded
    assert "<canvas" not in said
    assert "<script" not in said


def test_every_count_of_the_tables_is_a_multiple_of_five(study, tmp_path):
    write_tables(study, tmp_path, {}, audience="sharing")
    for name in ("facts", "groups", "blocks", "tie_types", "stages", "months"):
        table = pd.read_csv(tmp_path / f"{name}.csv")
        for column in {"value", "members", "messages", "pairs", "events"} & set(table):
            assert not np.mod(table[column].dropna(), 5).any()
            assert not ((table[column] > 0) & (table[column] < 5)).any()
