"""The hand-coding loop at the command line: sheets and projects to code in, and how far two codings agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.options import PRINTING, with_options
from bmp_networks.cli.output import print_table
from bmp_networks.cli.words import LANGUAGES, say
from bmp_networks.errors import InputRefusedError, TableError

if TYPE_CHECKING:
    from bmp_networks.containers.agreement import Agreement
    from bmp_networks.containers.coding import Coding
    from bmp_networks.containers.tables import Contract
    from bmp_networks.study import Material

CODED_ENDINGS = (".xlsx", ".qdpx", ".qdc")
"""Endings of files in which people code on; the others are tables."""

WHAT = ("fields", "labels", "confusion", "classes", "shares")

_FILE = click.Path(path_type=Path)


def write_coded(coding: Coding, material: Material, target: Path) -> None:
    """Write a coding as a coding sheet, a REFI-QDA project or a codebook, by the ending of the file."""
    from bmp_networks.io.coding_sheet import write_coding_sheet
    from bmp_networks.io.qda import write_qda_codebook, write_qda_project

    ending = target.suffix.lower()
    if ending == ".xlsx":
        write_coding_sheet(coding, material.chat, target, gazetteer=material.gazetteer, lexicon=material.lexicon)
    elif ending == ".qdpx":
        write_qda_project(coding, material.chat, target)
    else:
        write_qda_codebook(coding, target)
    click.echo(say("say.written", path=target), err=True)


@click.command(help=say("help.agreement"), epilog=say("option.codings"))
@click.argument("codings", nargs=-1, required=True, type=_FILE, metavar="A [B]")
@click.option("--what", type=click.Choice(WHAT), default="fields", help=say("option.what_agreement"))
@click.option("--resamples", type=click.IntRange(min=0), default=1000, help=say("option.resamples"))
@click.option("--seed", type=click.IntRange(min=0), default=0, help=say("option.seed"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("option.lang"))
@with_options(PRINTING)
def agreement(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    from bmp_networks.measures.agreement import measure_agreement

    if len(options["codings"]) > 2:
        raise click.UsageError(say("say.two_codings"))
    a, b = _two_codings(options["codings"])
    measured = measure_agreement(a, b, resamples=options["resamples"], seed=options["seed"])
    if options["what"] == "shares" and measured.shares["note"].notna().any():
        click.echo(say("say.not_corrected", n=int(measured.shares["note"].notna().sum())), err=True)
    print_table(*_table(measured, options["what"]), options)


def _table(measured: Agreement, what: str) -> tuple[Any, Contract]:
    from bmp_networks.containers import agreement as tables

    contracts = {
        "fields": tables.FIELD_AGREEMENT,
        "labels": tables.LABEL_AGREEMENT,
        "confusion": tables.CONFUSION,
        "classes": tables.CLASSES,
        "shares": tables.SHARES,
    }
    return getattr(measured, what), contracts[what]


def _two_codings(paths: tuple[Path, ...]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Read both codings: two files, or the two coders of one sheet.

    Of two sheets the first gives coder A and the second coder B where both are filled in; else whoever filled it in.
    """
    from bmp_networks.io.coding_sheet_reading import read_both_coders

    if len(paths) == 2:
        return _coding(paths[0], "A"), _coding(paths[1], "B")
    if paths[0].suffix.lower() != ".xlsx":
        raise InputRefusedError(
            "one file alone can be compared only if it is a coding sheet",
            where=paths[0].name,
            hint="give two files: bmp-networks agreement A B",
        )
    filled = read_both_coders(paths[0])
    if not (filled["A"] and filled["B"]):
        raise TableError(
            "this sheet holds the codes of one coder only",
            where=paths[0].name,
            hint="give two files to compare, or fill in the columns of both coders",
        )
    return filled["A"], filled["B"]


def _coding(path: Path, coder: str) -> list[dict[str, Any]]:
    from bmp_networks.io.coding_sheet_reading import read_both_coders, read_coding_sheet
    from bmp_networks.io.tables import read_codes

    if path.suffix.lower() != ".xlsx":
        return read_codes(path)
    filled = read_both_coders(path)
    return filled[coder] or filled["A"] or filled["B"] or read_coding_sheet(path)
