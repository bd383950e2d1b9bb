"""Names of people in the names of organisations stand beside no pseudonym."""

from __future__ import annotations

from pathlib import Path

import pytest

from bmp_networks.sharing.organisation_labels import organisation_labels
from bmp_networks.study import Inputs, Plan, run_study

ROOT = Path(__file__).resolve().parents[2] / "sample_chats"


def labels(sample: str) -> dict[str, str]:
    folder = ROOT / sample
    inputs = Inputs(sources=(folder / "chat.txt",), roster=folder / "roster.csv", gazetteers=(folder / "actors.csv",))
    study = run_study(inputs, Plan(reply_rule="previous"))
    shown = organisation_labels(study.graph, study.chat, study.roster, study.gazetteer)
    nodes = study.graph.nodes
    assert set(shown) == set(nodes.loc[nodes["kind"] == "organisation", "node"])
    called = dict(zip(nodes["node"], nodes["label"], strict=True))
    return {called[node]: label for node, label in shown.items()}


def test_an_employer_a_shop_and_a_carrier_lose_the_names_in_them() -> None:
    shown = labels("lipursari_android_id")
    assert shown["Majikan Siti di Taichung"] == "Majikan … di Taichung"
    assert shown["Toko Carica Bu Ning, Dieng"] == "Toko Carica Bu …, Dieng"
    assert shown["Yuli, teman Wiwik di Hong Kong (titipan)"] == "…, teman … di Hong Kong (titipan)"


@pytest.mark.parametrize("sample", ["lipursari_android_id", "jejaring_ios_id", "malang_android_id"])
def test_offices_communities_and_markets_keep_their_names(sample: str) -> None:
    shown = labels(sample)
    kept = [name for name in shown if name.startswith(("Disnaker", "Bupati", "Sekar", "Migrant", "BP3", "Shopee"))]
    assert kept
    assert all(shown[name] == name for name in kept)
