"""The commands that print a table: one public call each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.agreement import CODED_ENDINGS, write_coded
from bmp_networks.cli.memory import REMEMBERING, recall_only
from bmp_networks.cli.options import (
    CODING,
    DERIVING,
    NAMING,
    OTHER_GROUPS,
    PRINTING,
    READING,
    inputs_of,
    plan_of,
    shown_names,
    with_options,
    with_organisations,
)
from bmp_networks.cli.output import print_table, print_text, tell_reading
from bmp_networks.cli.products import TABLES, product_table
from bmp_networks.cli.words import say

if TYPE_CHECKING:
    from bmp_networks.containers.chat import Chat
    from bmp_networks.containers.coding import Coding
    from bmp_networks.containers.graph import InteractionGraph
    from bmp_networks.study import Material, Plan

DERIVED = (READING, CODING, DERIVING, NAMING, PRINTING)


@click.command(help=say("help.messages"), epilog=say("option.chat"))
@with_options(READING, PRINTING)
def messages(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    import sys

    from bmp_networks.io.messages import MESSAGES, messages_jsonl, messages_table
    from bmp_networks.io.output import format_of

    how = options["how"] or format_of(options["output"], is_terminal=sys.stdout.isatty())
    chat = _read(options)
    tell_reading(chat)
    if how == "jsonl":
        print_text(messages_jsonl(chat), options["output"])
    else:
        print_table(messages_table(chat), MESSAGES, options | {"how": how}, head=repr(chat))


@click.command(help=say("help.roster"), epilog=say("option.chat"))
@with_options(READING, PRINTING[:1])
def roster(**options: Any) -> None:  # noqa: D103
    from bmp_networks.io.tables import starter_roster

    print_text(starter_roster(_read(options)), options["output"])


@click.command(help=say("help.code"), epilog=say("option.chat"))
@click.option("--what", type=click.Choice(["codes", "proposals"]), default="codes", help=say("option.what_code"))
@with_options(READING, CODING, PRINTING)
def code(**options: Any) -> None:  # noqa: D103
    from bmp_networks.containers.coding import CODED

    _, material, coding = _coded(options)
    if options["what"] == "proposals":
        _print_proposals(material, coding, options)
        return
    target: Path | None = options["output"]
    if target is not None and target.suffix.lower() in CODED_ENDINGS and options["how"] is None:
        write_coded(coding, material, target)
        return
    print_table(coding.messages, CODED, options)


def _print_proposals(material: Material, coding: Coding, options: dict[str, Any]) -> None:
    """Print the words a person may accept into the gazetteer or the lexicon."""
    from bmp_networks.coding.proposals import propose_codes
    from bmp_networks.containers.proposals import PROPOSALS

    table = propose_codes(
        material.chat, coding, material.roster, gazetteer=material.gazetteer, lexicon=material.lexicon
    )
    print_table(table, PROPOSALS, options)


@click.command(help=say("help.convokit"), epilog=say("option.chat"))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=say("option.output_folder"))
@with_options(READING, CODING, NAMING)
def convokit(**options: Any) -> None:  # noqa: D103
    from bmp_networks.io.convokit import write_convokit
    from bmp_networks.measures.identity import identify_people

    _, material, coding, network = _network(options)
    shown = shown_names(network, options)
    nodes = identify_people(material.chat, material.roster).nodes
    speakers = {author: shown[node] for author, node in nodes.items() if node in shown}
    write_convokit(coding, material.chat, options["output"], speakers=speakers, texts=options["names"])
    click.echo(say("say.convokit_names" if options["names"] else "say.convokit_hidden"), err=True)
    click.echo(say("say.written", path=options["output"]), err=True)


@click.command(help=say("help.graph"), epilog=say("option.chat"))
@with_options(*DERIVED)
def graph(**options: Any) -> None:  # noqa: D103
    from bmp_networks.containers.graph import EDGES
    from bmp_networks.io.graphs import write_graph
    from bmp_networks.privacy import relabel

    _, material, _, network = _network(options)
    shown = shown_names(network, options)
    target: Path | None = options["output"]
    if target is not None and target.suffix.lower() not in (".jsonl", ".txt") and options["how"] is None:
        write_graph(network, target, with_organisations(shown, network, material, named=options["names"]))
        click.echo(say("say.written", path=target), err=True)
        return
    edges = relabel(network.edges, shown, ("source", "target"))
    edges = edges.sort_values(["source", "target", "layer"], kind="stable").reset_index(drop=True)
    print_table(edges, EDGES, options)


@click.command(help=say("help.members"), epilog=say("option.chat"))
@click.option("--for", "audience", type=click.Choice(["facilitator"]), help=say("option.audience_members"))
@click.option(
    "--what", type=click.Choice(["members", "uncertainty"]), default="members", help=say("option.what_members")
)
@click.option("--top", type=click.IntRange(min=1), default=3, help=say("option.top"))
@with_options(REMEMBERING[:1], OTHER_GROUPS, *DERIVED)
def members(**options: Any) -> None:  # noqa: D103
    from bmp_networks.containers.results import MEMBERS, MEMBERS_WITH_STATES, with_states
    from bmp_networks.measures.members import screen_members
    from bmp_networks.privacy import relabel

    plan, material, coding, network = _network(options)
    if options["what"] == "uncertainty":
        _print_uncertainty(plan, material, coding, network, options)
        return
    screened = screen_members(
        network, coding, material.chat, material.roster, material.gazetteer,
        memory=recall_only(options), delays=_delays(plan, material, coding, network),
    )  # fmt: skip
    for_facilitator = options["audience"] == "facilitator"
    shown = shown_names(network, options | {"names": options["names"] or for_facilitator})
    if for_facilitator and material.roster is not None:  # some stand in the roster and not in the network
        shown = dict(zip(*(material.roster.persons[name] for name in ("person", "name")), strict=True)) | shown
    table = with_states(screened) if for_facilitator else screened.members
    table = relabel(table, shown, ("member",)).sort_values("member", kind="stable").reset_index(drop=True)
    print_table(table, MEMBERS_WITH_STATES if for_facilitator else MEMBERS, options)


def _delays(plan: Plan, material: Material, coding: Coding, network: InteractionGraph) -> dict[str, Any] | None:
    """Find how late news reached each member, where other groups are given."""
    if not material.others:
        return None
    from bmp_networks.measures.late_news import delays_of
    from bmp_networks.study import find_access, type_ties

    found = delays_of(find_access(material, network, type_ties(material, coding, network, plan)))
    return None if found is None else dict(found)


def _print_uncertainty(
    plan: Plan, material: Material, coding: Coding, network: InteractionGraph, options: dict[str, Any]
) -> None:
    """Print attention and betweenness over drawn replies, the members of each measure in the order of their names."""
    from bmp_networks.containers.structure import UNCERTAINTY
    from bmp_networks.measures.draws import draw_graphs
    from bmp_networks.measures.uncertainty import measure_uncertainty
    from bmp_networks.privacy import relabel

    draws = draw_graphs(material.chat, coding, network, material.roster, seed=plan.seed)
    shown = shown_names(network, options | {"names": options["names"] or options["audience"] == "facilitator"})
    table = relabel(measure_uncertainty(network, draws, top=options["top"]), shown, ("member",))
    print_table(table.sort_values(["measure", "member"], kind="stable").reset_index(drop=True), UNCERTAINTY, options)


@click.command(help=say("help.products"), epilog=say("option.chat"))
@click.option("--what", type=click.Choice(list(TABLES)), default="series", help=say("option.what"))
@with_options(*DERIVED)
def products(**options: Any) -> None:  # noqa: D103
    from bmp_networks.privacy import relabel

    plan, material, coding, network = _network(options)
    table, contract, nodes = product_table(options["what"], network, coding, material.gazetteer, seed=plan.seed)
    if nodes:
        table = relabel(table, shown_names(network, options), nodes)
    print_table(table, contract, options)


def _read(options: dict[str, Any]) -> Chat:
    from bmp_networks.io.tables import read_aliases
    from bmp_networks.io.whatsapp.reader import read_chat

    aliases = read_aliases(options["aliases"]) if options["aliases"] else None
    return read_chat(*inputs_of(options).sources, date_order=options["date_order"], me=options["me"], aliases=aliases)


def _coded(options: dict[str, Any]) -> tuple[Plan, Material, Coding]:
    from bmp_networks.study import code_material, read_material

    plan = plan_of(options)
    material = read_material(inputs_of(options), plan)
    return plan, material, code_material(material, plan)


def _network(options: dict[str, Any]) -> tuple[Plan, Material, Coding, InteractionGraph]:
    from bmp_networks.study import build_network, found_broadcasting

    plan, material, coding = _coded(options)
    accounts, written = found_broadcasting(material)
    if accounts:
        click.echo(say("say.broadcasting", n=accounts, messages=written), err=True)
    return plan, material, coding, build_network(material, coding, plan)
