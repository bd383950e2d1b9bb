"""One study becomes one page: everything in it, nothing from elsewhere, written whole or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from bmp_networks.figures.style import node_styles, tie_styles
from bmp_networks.io.output import write_whole
from bmp_networks.report.bridges import bridges
from bmp_networks.report.chains import orders_table, stage_pictures
from bmp_networks.report.charts import network_chart
from bmp_networks.report.greetings import greetings
from bmp_networks.report.inequality import inequality_footnotes, inequality_panels, inequality_table
from bmp_networks.report.members import member_table
from bmp_networks.report.method import cite, method_notes, provenance_pairs
from bmp_networks.report.network import (
    arrange,
    drawn_ties,
    inferred_sentence,
    legend,
    network_data,
    network_sentence,
    tie_table,
)
from bmp_networks.report.product_pictures import product_pictures
from bmp_networks.report.products import price_table, stage_table, weeks_chart, weeks_table
from bmp_networks.report.reading import read_files, unread_sentence, unread_table
from bmp_networks.report.reply_rules import reply_rules
from bmp_networks.report.sharing_page import sharing_context
from bmp_networks.report.spread import spread_part
from bmp_networks.report.summary import cautions, facts, headlines
from bmp_networks.report.texts import LANGUAGES, load_words
from bmp_networks.report.view import View, unlike
from bmp_networks.report.waiting import waiting
from bmp_networks.resources import data_bytes, load_toml
from bmp_networks.sharing.shared import share_study

if TYPE_CHECKING:
    from bmp_networks.study import Study

AUDIENCES = ("research", "facilitator", "sharing")
SCRIPTS = ("report/d3.min.js", "report/tables.js", "report/network.js")


def write_report(
    study: Study,
    target: Path,
    *,
    audience: str = "research",
    lang: str = "id",
    names: Mapping[str, str] | None = None,
) -> None:
    """Write a study as one HTML page that asks for nothing from the network.

    Parameters
    ----------
    study
        What is shown.
    target
        The file; it is replaced whole, or left as it was.
    audience
        ``research``: no message text, nobody to greet, measures of structure. ``facilitator``: people to greet with
        the messages meant, and the text of lines that were not understood. ``sharing``: sums over members only, small
        ones left out; no name is asked for or printed.
    lang
        ``id`` or ``en``.
    names
        What is printed for each node: pseudonyms or names.

    Raises
    ------
    ValueError
        When audience or lang is another, or names lacks a node.
    InputRefusedError
        When the file cannot be written.
    """
    page = render_report(study, audience=audience, lang=lang, names=names).encode("utf-8")
    write_whole(target, lambda place: place.write_bytes(page))


def render_report(
    study: Study, *, audience: str = "research", lang: str = "id", names: Mapping[str, str] | None = None
) -> str:
    """Give the page that ``write_report`` writes as text; the same study gives the same text.

    Raises
    ------
    ValueError
        When audience or lang is another than those of ``write_report``, or names lacks a node.
    """
    if audience not in AUDIENCES or lang not in LANGUAGES:
        raise ValueError(f"audience is one of {AUDIENCES} and lang one of {LANGUAGES}")
    if audience == "sharing":
        context = sharing_context(study, share_study(study), lang)
        return _template("sharing.html.j2").render(policy=content_policy([]), **context)
    names = names or {}
    nodes = list(study.graph.nodes["node"])
    n_missing = len(set(nodes) - set(names))
    if n_missing:  # an id may be a name: it is not printed in place of a missing pseudonym
        raise ValueError(f"names says nothing for {n_missing} of {len(nodes)} nodes")
    local = load_toml("gazetteers/names_id.toml").content["names"] if lang == "id" else {}
    shown = unlike({node: local.get(names[node], names[node]) for node in nodes})
    view = View(study, load_words(lang), audience, shown)
    scripts = [Markup(data_bytes(name).decode("utf-8").replace("\r\n", "\n").strip()) for name in SCRIPTS]
    return _template("template.html.j2").render(
        t=view.words,
        view=view,
        scripts=scripts,
        style=Markup(data_bytes("report/style.css").decode("utf-8")),
        policy=content_policy(scripts),
        sections=_sections(view),
        tie_styles=tie_styles(),
        node_styles=node_styles(),
        version=study.provenance.get("version", ""),
        **_overview(view),
        **_network(view),
        **_rest(view),
    )


def content_policy(scripts: list[Markup]) -> str:
    """Give the page's Content-Security-Policy: nothing from anywhere, and only these very scripts."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    hashes = hashes or "'none'"
    # Drawings carry their style in attributes, which only 'unsafe-inline' allows; without a source it cannot fetch.
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda name: data_bytes(f"report/{name}").decode("utf-8")),
    )
    return environment.get_template(name)


def _sections(view: View) -> list[tuple[str, str]]:
    keys = ["overview", "greet", "waiting", "network", "inequality", "products", "members", "reading", "method"]
    if not view.is_facilitator:
        keys = [key for key in keys if key not in ("greet", "waiting")]
    return [(key, view.words(f"sections.{key}")) for key in keys]


def _overview(view: View) -> dict[str, Any]:
    people = greetings(view) if view.is_facilitator else None
    return {
        "group": view.group,
        "facts": facts(view),
        "cautions": cautions(view),
        "headlines": headlines(view),
        "greetings": people,
        "waiting": waiting(view) if view.is_facilitator else None,
    }


def _network(view: View) -> dict[str, Any]:
    positions = arrange(view)
    back = {shown: node for node, shown in view.shown.items()}
    sentence = network_sentence(view)
    return {
        "network_sentence": sentence,
        "network_still": network_chart(
            view, {back[name]: place for name, place in positions.items()}, view.shown, sentence
        ),
        "network_data": network_data(view, positions),
        "legend": legend(view),
        "n_drawn": len(drawn_ties(view)),
        "tie_table": tie_table(view),
        "inferred": inferred_sentence(view),
        "bridges": bridges(view),
    }


def _rest(view: View) -> dict[str, Any]:
    has_products = len(view.study.products.series) > 0
    return {
        "panels": inequality_panels(view),
        "spread": spread_part(view),
        "inequality_table": inequality_table(view),
        "footnotes": inequality_footnotes(view),
        "weeks_chart": weeks_chart(view),
        "weeks_table": weeks_table(view) if has_products else None,
        "stage_table": stage_table(view) if has_products else None,
        "price_table": price_table(view) if has_products else None,
        "stage_pictures": stage_pictures(view) if has_products else [],
        "product_pictures": product_pictures(view) if has_products else [],
        "orders_table": orders_table(view) if has_products else None,
        "member_table": member_table(view),
        "files": read_files(view),
        "unread": unread_sentence(view),
        "unread_table": unread_table(view),
        "method_notes": method_notes(view),
        "reply_rules": reply_rules(view),
        "cite": cite(view),
        "provenance": provenance_pairs(view),
    }
