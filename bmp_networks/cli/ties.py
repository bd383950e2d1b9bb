"""``ties``: every tie, the tables around it, and the evidence for one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.commands import DERIVED, _network
from bmp_networks.cli.options import shown_names, with_options, with_organisations
from bmp_networks.cli.output import print_table, print_text
from bmp_networks.cli.words import language, say

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.coding import Coding
    from bmp_networks.containers.graph import InteractionGraph
    from bmp_networks.containers.tables import Contract
    from bmp_networks.study import Material, Plan

    Table = tuple[pd.DataFrame, Contract]

DRAWS = 200
"""Drawn networks behind every interval."""

WHAT = ("ties", "strength", "inferred", "profiles", "cohesion", "positions", "roles", "windows", "persistence",
        "stability", "contact")  # fmt: skip


class Scene:
    """What every table of this command is made from."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.plan: Plan
        self.material: Material
        self.coding: Coding
        self.graph: InteractionGraph
        self.plan, self.material, self.coding, self.graph = _network(options)

    def draws(self) -> Any:
        """Draw who answered whom."""
        from bmp_networks.measures.draws import drawn_matrices, speakers_of_chat

        speakers = speakers_of_chat(self.material.chat, self.graph, self.material.roster)
        return drawn_matrices(self.graph, self.coding, speakers=speakers, n=DRAWS, seed=self.plan.seed)

    def groups(self) -> dict[str, str]:
        """Give the community of every member the roster tells it of."""
        from bmp_networks.measures.cohesion import communities_of

        return communities_of(self.graph, self.material.roster)


@click.command(help=say("help.ties"), epilog=say("option.chat"))
@click.option("--why", nargs=2, metavar="A B", help=say("option.why"))
@click.option("--what", type=click.Choice(WHAT), help=say("option.what_ties"))
@click.option("--contact", type=click.Path(path_type=Path), help=say("option.contact"))
@with_options(*DERIVED)
def ties(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    what = options["what"] or ("contact" if options["contact"] else "ties")
    if what == "contact" and not options["contact"]:
        raise click.UsageError(say("say.contact_needed"))
    if options["why"] and (options["what"] or options["contact"]):
        raise click.UsageError(say("say.why_alone"))
    scene = Scene(options)
    if options["why"]:
        print_text(_story(scene), options["output"])
        return
    table, contract = TABLES[what](scene)
    print_table(_hidden(table, contract, scene), contract, options)


def _hidden(table: pd.DataFrame, contract: Contract, scene: Scene) -> pd.DataFrame:
    """Put the names to be shown in place of the nodes."""
    from bmp_networks.privacy import relabel, relabel_ties, turned_pairs

    if "source" in table and "target_kind" in table:
        return relabel_ties(table, shown_names(scene.graph, scene.options))
    columns = [name for name in ("member", "source", "target") if name in contract.names]
    if not columns:
        return table
    shown = shown_names(scene.graph, scene.options)
    table = relabel(turned_pairs(table, shown) if "source" in table else table, shown, columns)
    order = [*columns, *(name for name in ("measure",) if name in table)]
    return table.sort_values(order, kind="stable").reset_index(drop=True)


def _ties(scene: Scene) -> Table:
    from bmp_networks.containers.results import MARKED_TIES, TIES
    from bmp_networks.study import type_ties

    found = type_ties(scene.material, scene.coding, scene.graph, scene.plan)
    if not found.inferred:
        return found.ties, TIES
    n_pairs = int((found.ties["target_kind"] == "member").sum())
    click.echo(say("say.inferred", n=len(found.inferred_pairs), pairs=n_pairs), err=True)
    return found.marked, MARKED_TIES


def _strength(scene: Scene) -> Table:
    from bmp_networks.containers.structure import TIES_READ
    from bmp_networks.measures.tie_details import describe_ties

    return describe_ties(scene.graph, scene.coding, scene.material.roster), TIES_READ


def _inferred(scene: Scene) -> Table:
    from bmp_networks.containers.structure import INFERRED
    from bmp_networks.measures.inferred_ties import infer_ties

    material = scene.material
    table = infer_ties(material.chat, scene.coding, scene.graph, material.gazetteer, seed=scene.plan.seed)
    click.echo(say("say.inferred", n=len(table), pairs=len(table)), err=True)
    return _built(INFERRED, table), INFERRED


def _profiles(scene: Scene) -> Table:
    from bmp_networks.containers.structure import PROFILES
    from bmp_networks.measures.ties import compare_profiles

    roster = scene.material.roster
    if roster is None or not any(map(len, [*roster.people["kin_of"], *roster.people["close_to"]])):
        click.echo(say("say.no_kin"), err=True)
    table = compare_profiles(scene.graph, roster, scene.material.gazetteer)
    return _built(PROFILES, table), PROFILES


def _cohesion(scene: Scene) -> Table:
    from bmp_networks.containers.structure import COHESION
    from bmp_networks.measures.cohesion import measure_cohesion

    return measure_cohesion(scene.graph, scene.draws(), scene.groups(), seed=scene.plan.seed), COHESION


def _positions(scene: Scene) -> Table:
    from bmp_networks.containers.structure import POSITIONS
    from bmp_networks.measures.positions import measure_positions

    return measure_positions(scene.graph, scene.draws(), scene.groups()), POSITIONS


def _roles(scene: Scene) -> Table:
    from bmp_networks.containers.structure import ROLES
    from bmp_networks.measures.positions import measure_roles

    table = measure_roles(scene.graph, scene.draws(), scene.groups(), seed=scene.plan.seed)
    if table.empty:
        click.echo(say("say.no_roles"), err=True)
    return table, ROLES


def _windows(scene: Scene) -> Table:
    from bmp_networks.containers.structure import WINDOWS
    from bmp_networks.measures.temporal import measure_windows

    return _built(WINDOWS, measure_windows(scene.graph)), WINDOWS


def _persistence(scene: Scene) -> Table:
    from bmp_networks.containers.structure import PERSISTENCE
    from bmp_networks.measures.temporal import tie_persistence

    return _built(PERSISTENCE, tie_persistence(scene.graph)), PERSISTENCE


def _stability(scene: Scene) -> Table:
    from bmp_networks.containers.structure import STABILITY
    from bmp_networks.measures.temporal import measure_stability

    return _built(STABILITY, measure_stability(scene.graph, seed=scene.plan.seed)), STABILITY


def _contact(scene: Scene) -> Table:
    from bmp_networks.containers.structure import CONTACT
    from bmp_networks.io.contacts import read_contacts
    from bmp_networks.measures.contact_layers import compare_layers, count_unknown
    from bmp_networks.measures.identity import identify_people
    from bmp_networks.measures.matrices import member_matrix

    contacts = read_contacts(scene.options["contact"])
    roster = scene.material.roster
    people = identify_people(scene.material.chat, roster)
    unknown, everybody = count_unknown(contacts, member_matrix(scene.graph)[0], people)
    if unknown:
        click.echo(say("say.contact_unknown", n=unknown, all=everybody), err=True)
    return _built(CONTACT, compare_layers(scene.graph, contacts, people, roster, seed=scene.plan.seed)), CONTACT


TABLES: dict[str, Callable[[Scene], Table]] = {
    "ties": _ties,
    "strength": _strength,
    "inferred": _inferred,
    "profiles": _profiles,
    "cohesion": _cohesion,
    "positions": _positions,
    "roles": _roles,
    "windows": _windows,
    "persistence": _persistence,
    "stability": _stability,
    "contact": _contact,
}


def _story(scene: Scene) -> str:
    from bmp_networks.measures.identity import identify_people
    from bmp_networks.privacy import find_node_shown
    from bmp_networks.report.tie_story import tell_tie

    options, material = scene.options, scene.material
    people = identify_people(material.chat, material.roster)
    codes = {} if options["names"] else shown_names(scene.graph, options)
    pair = [find_node_shown(name, scene.graph.nodes, people.nodes, codes) for name in options["why"]]
    shown = with_organisations(shown_names(scene.graph, options), scene.graph, material, named=options["names"])
    return tell_tie(
        material, scene.coding, scene.graph, scene.plan, (pair[0], pair[1]),
        shown=shown, lang=options["lang"] or language(), quote=options["names"],
    )  # fmt: skip


def _built(contract: Contract, table: pd.DataFrame) -> pd.DataFrame:
    return contract.build({name: table[name] for name in contract.names})
