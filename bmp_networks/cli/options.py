"""Options that mean the same everywhere, and how they become the inputs and the plan of a study."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bmp_networks.cli.words import LANGUAGES, say

if TYPE_CHECKING:
    from bmp_networks.containers.graph import InteractionGraph
    from bmp_networks.privacy import Key
    from bmp_networks.study import Inputs, Material, Plan, Study

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "jsonl", "csv")
REPLY_RULES = ("ranker", "previous", "previous_other", "mention", "window")
PROFILES = ("seed002", "babaei2012", "woolcock_szreter")

_FILE = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])

READING = (
    click.argument("chat", nargs=-1, required=True, type=_FILE),
    click.option("--people", "aliases", type=_FILE, help=say("option.people")),
    click.option(
        "--date-order",
        type=click.Choice(["auto", "day-first", "month-first", "year-first"]),
        default="auto",
        help=say("option.date_order"),
    ),
    click.option("--timezone", default="Asia/Jakarta", help=say("option.timezone")),
    click.option("--me", help=say("option.me")),
    click.option("--lang", type=click.Choice(LANGUAGES), help=say("option.lang")),
)
CODING = (
    click.option("--roster", type=_FILE, help=say("option.roster")),
    click.option("--gazetteer", "gazetteers", multiple=True, type=_FILE, help=say("option.gazetteer")),
    click.option("--lexicon", type=_FILE, help=say("option.lexicon")),
    click.option("--codes", type=_FILE, help=say("option.codes")),
    click.option("--coder", type=click.Choice(["A", "B"]), help=say("option.coder")),
    click.option("--reply-rule", type=click.Choice(REPLY_RULES), default="ranker", help=say("option.reply_rule")),
    click.option("--seed", type=click.IntRange(min=0), default=0, help=say("option.seed")),
    click.option("--without", multiple=True, help=say("option.without")),
)
DERIVING = (
    click.option("--from", "since", type=_DAY, help=say("option.since")),
    click.option("--until", type=_DAY, help=say("option.until")),
    click.option("--group-size", type=click.IntRange(min=2), help=say("option.group_size")),
    click.option("--profile", type=click.Choice(PROFILES), default="seed002", help=say("option.profile")),
    click.option("--infer", is_flag=True, help=say("option.infer")),
)
OTHER_GROUPS = (
    click.option("--other-group", "other_groups", multiple=True, type=_FILE, help=say("option.other_group")),
)
NAMING = (
    click.option("--key", type=_FILE, help=say("option.key")),
    click.option("--names", is_flag=True, help=say("option.names")),
)
PRINTING = (
    click.option("-o", "--output", type=_FILE, help=say("option.output")),
    click.option("--format", "how", type=click.Choice(FORMATS), help=say("option.format")),
)


def with_options(*groups: tuple[Callable[[Command], Command], ...]) -> Callable[[Command], Command]:
    """Give a command every option of the groups, in the order in which its help shows them."""

    def add(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def inputs_of(options: dict[str, Any]) -> Inputs:
    """Turn the options that name files into the inputs of a study; ``-`` is standard input."""
    from bmp_networks.io.whatsapp.archive import NamedBytes
    from bmp_networks.study import Inputs

    sources = tuple(NamedBytes("-", sys.stdin.buffer.read()) if str(path) == "-" else path for path in options["chat"])
    return Inputs(
        sources,
        roster=options.get("roster"),
        aliases=options.get("aliases"),
        gazetteers=tuple(options.get("gazetteers", ())),
        lexicon=options.get("lexicon"),
        codes=options.get("codes"),
        coder=options.get("coder"),
        other_groups=tuple(options.get("other_groups", ())),
        without=tuple(options.get("without", ())),
    )


def plan_of(options: dict[str, Any]) -> Plan:
    """Turn the options that are choices into the plan of a study."""
    from dataclasses import fields

    import pandas as pd

    from bmp_networks.study import Plan

    chosen = {field.name: options[field.name] for field in fields(Plan) if options.get(field.name) is not None}
    for day in ("since", "until"):
        if day in chosen:
            chosen[day] = pd.Timestamp(chosen[day])
    return Plan(**chosen)


def shown_names(graph: InteractionGraph, options: dict[str, Any]) -> dict[str, str]:
    """Say under which name each member is shown: the roster's with ``--names``, else a keyed pseudonym.

    Organisations are not in it: tables show their ids. A key that is made for the first time is announced on
    standard error.
    """
    from bmp_networks.privacy import pseudonyms

    members = graph.nodes[graph.nodes["kind"] == "member"]
    if options.get("names"):
        return dict(zip(members["node"], members["label"], strict=True))
    return pseudonyms(members["node"], project_key(options))


def project_key(options: dict[str, Any]) -> Key:
    """Find the project's key, or make it beside the chat and say so on standard error."""
    from bmp_networks.privacy import find_or_make_key

    key = find_or_make_key(project_folders(options), path=options.get("key"))
    if key.is_new:
        click.echo(say("say.new_key", path=key.path), err=True)
    return key


def project_folders(options: dict[str, Any]) -> list[Path]:
    """Say in which folders the project may keep its own files: beside the chat, then the working directory."""
    first = str(options["chat"][0])
    return [Path.cwd()] if first == "-" else [Path(first).resolve().parent, Path.cwd()]


def with_organisations(
    shown: dict[str, str], graph: InteractionGraph, known: Material | Study, *, named: bool
) -> dict[str, str]:
    """Add the full names of the organisations, for pages and drawings that people read.

    Where members stand under pseudonyms (not ``named``), people's names in those of organisations are left out.
    """
    from bmp_networks.sharing.organisation_labels import organisation_labels

    if named:
        return dict(zip(graph.nodes["node"], graph.nodes["label"], strict=True)) | shown
    return organisation_labels(graph, known.chat, known.roster, known.gazetteer) | shown
