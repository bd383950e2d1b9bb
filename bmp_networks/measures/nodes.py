"""Who and what stands in the network: members, silent ones too, and the organisations they name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import NODES
from bmp_networks.containers.people import Identities, Presence
from bmp_networks.containers.roster import Gazetteer


def describe_nodes(
    turns: pd.DataFrame,
    interactions: pd.DataFrame,
    identities: Identities,
    presence: Presence,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """Describe every member of the group, silent ones too, and every organisation that is named.

    Parameters
    ----------
    turns
        Table under ``TURNS``: the messages of the period.
    interactions
        Table under ``INTERACTIONS``: organisations are taken from its layer ``organisation``.
    identities
        Which names are one person.
    presence
        Who was a member when.
    gazetteer
        Names of organisations, for their labels.

    Returns
    -------
    pd.DataFrame
        Table under ``NODES``: members by id, then organisations by id.
    """
    members = _members(turns, identities, presence)
    named = _named_organisations(interactions, gazetteer)
    return NODES.check(pd.concat([members, named], ignore_index=True) if len(named) else members)


def _members(window: pd.DataFrame, identities: Identities, presence: Presence) -> pd.DataFrame:
    counts = window["node"].value_counts().to_dict()
    spells = presence.spells
    known = spells[spells["opened"] != "unknown"].groupby("node")["start"].min().to_dict()
    until = spells.groupby("node")["end"].max().to_dict()
    members = sorted(set(identities.known_by) - identities.bots)
    return NODES.build(
        {
            "node": members,
            "label": [identities.labels[node] for node in members],
            "kind": ["member"] * len(members),
            "messages": [counts.get(node, 0) for node in members],
            "present_from": [known.get(node, pd.NaT) for node in members],
            "present_to": [until.get(node, pd.NaT) for node in members],
            "days": [presence.days.get(node, 0.0) for node in members],
            "evidence": [identities.known_by[node] for node in members],
        }
    )


def _named_organisations(interactions: pd.DataFrame, gazetteer: Gazetteer | None) -> pd.DataFrame:
    named = sorted(set(interactions.loc[interactions["layer"] == "organisation", "target"]))
    table = None if gazetteer is None else gazetteer.organisations
    names = {} if table is None else dict(zip(table["id"], table["name"], strict=True))
    return NODES.build(
        {
            "node": named,
            "label": [names.get(node.removeprefix("org:"), node) for node in named],
            "kind": ["organisation"] * len(named),
            "messages": [0] * len(named),
            "present_from": [pd.NaT] * len(named),
            "present_to": [pd.NaT] * len(named),
            "days": [np.nan] * len(named),
            "evidence": ["posted"] * len(named),
        }
    )
