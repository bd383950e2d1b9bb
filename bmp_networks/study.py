"""From a plan and some files to a study: the order of the steps, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import bmp_networks
from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.coding.replies import measure_entanglement
from bmp_networks.coding.rule_replies import replies_under_rules
from bmp_networks.containers.chat import Chat, keep_latest
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.lexicon import TERMS, Lexicon
from bmp_networks.containers.memory import Memory
from bmp_networks.containers.results import Inequality, Members, ProductChains, Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.containers.rule_comparison import RuleComparison
from bmp_networks.containers.spread import Multiverse, Spread
from bmp_networks.errors import EmptyChatError, InputRefusedError
from bmp_networks.io.consent import known_keys, members_removed, names_without_consent, renumbered_codes, without_people
from bmp_networks.io.lexicons import read_gazetteer, read_lexicon
from bmp_networks.io.tables import read_aliases, read_codes, read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.access import Access, measure_access, read_group
from bmp_networks.measures.admins import find_admins
from bmp_networks.measures.bots import REASONS
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.draws import speakers_of_chat
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.measures.inferred_ties import infer_ties, inferred_pairs
from bmp_networks.measures.lasting import describe_memory, group_of, mute_people
from bmp_networks.measures.members import screen_members
from bmp_networks.measures.multiverse import Choices, measure_multiverse
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.rule_comparison import compare_reply_rules
from bmp_networks.measures.spread import measure_spread
from bmp_networks.measures.tie_fractions import PROFILES
from bmp_networks.measures.ties import classify_ties, topics_of
from bmp_networks.text import name_key

MOST_COMPARED = 100_000
"""Reply rules are compared on so many of the last messages at most, so that the page is there in time."""

VARIED_RULES = ("ranker", "previous", "mention")
VARIED_MINUTES = (30.0, 60.0, 180.0)
"""Reply rules and pauses under which inequality is measured again (METHODS 0.5)."""

STEPS = ("read", "code", "graph", "ties", "inequality", "members", "products")


@dataclass(frozen=True)
class Inputs:
    """The files of a study.

    Parameters
    ----------
    without
        People to be taken out before anything is measured, besides those whose roster says ``consent`` no.
    consent
        ``honoured``, or ``ignored`` to measure what taking people out changes.
    sources
        Exports of one group, from one or several phones; they are merged.
    roster, aliases, lexicon, codes
        What a person knows of the people, who is whom in the exports, her own words, and her corrected coding.
    gazetteers
        Her own organisations; they come before the packaged ones.
    other_groups
        Exports of other groups with the same people: news may have come there first.
    coder
        Whose columns count where ``codes`` is a coding sheet: A (the default) or B.
    """

    sources: tuple[Path | NamedBytes, ...]
    roster: Path | NamedBytes | None = None
    aliases: Path | None = None
    gazetteers: tuple[Path, ...] = ()
    lexicon: Path | None = None
    codes: Path | None = None
    coder: str | None = None
    other_groups: tuple[Path | NamedBytes, ...] = ()
    without: tuple[str, ...] = ()
    consent: str = "honoured"


@dataclass(frozen=True)
class Plan:
    """Every choice a person can make about a study.

    Parameters
    ----------
    date_order
        ``auto``, ``day-first``, ``month-first`` or ``year-first``.
    me
        Who "You" or "Anda" is.
    timezone
        Names the clock of the export; never shifts it.
    since, until
        First and last day looked at, both included.
    group_size
        Members of the group, silent ones too, where known.
    reply_rule
        How answers are inferred.
    profile
        The reading of the literature by which ties are typed.
    infer
        Whether ties of which the roster is silent are inferred; without a roster they always are.
    episode_minutes
        A pause longer than this ends an episode.
    resamples
        Bootstrap resamples of the intervals.
    seed
        Start of every random choice.
    latest
        Only so many of the last messages are looked at; all of them where it is None.
    """

    date_order: str = "auto"
    me: str | None = None
    timezone: str = "Asia/Jakarta"
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    group_size: int | None = None
    reply_rule: str = "ranker"
    profile: str = "seed002"
    infer: bool = False
    episode_minutes: int = 60
    resamples: int = 2000
    seed: int = 0
    latest: int | None = None


@dataclass(frozen=True)
class Material:
    """What was read: the chat and what people know about it.

    ``others`` are chats of other groups with the same people.
    ``removed`` counts the names under which people wrote who did not consent, and their messages: both are out.
    """

    chat: Chat
    roster: Roster | None
    gazetteer: Gazetteer
    lexicon: Lexicon
    codes: tuple[dict[str, Any], ...] = ()
    removed: tuple[int, int] = (0, 0)
    others: tuple[Chat, ...] = ()


@dataclass(frozen=True)
class Study:
    """A chat with everything observed, inferred and claimed about it, and the provenance of it all.

    ``memory`` is what is to be remembered for the next list of people to greet, where a memory was given.
    """

    plan: Plan
    chat: Chat
    roster: Roster | None
    gazetteer: Gazetteer
    coding: Coding
    graph: InteractionGraph
    ties: Ties
    inequality: Inequality
    members: Members
    products: ProductChains
    provenance: dict[str, Any] = field(default_factory=dict)
    memory: Memory | None = None
    access: Access | None = None

    @cached_property
    def admins(self) -> frozenset[str]:
        """Nodes of those who run the group."""
        return find_admins(self.chat, self.roster)

    @cached_property
    def spread(self) -> Spread:
        """Contrasts of tie types, splits by groups, what members hold, hierarchy; computed when first asked for."""
        return measure_spread(
            self.graph, self.ties, self.coding, self.members, roster=self.roster, gazetteer=self.gazetteer,
            access=self.access, admins=self.admins, group_size=self.plan.group_size, seed=self.plan.seed,
        )  # fmt: skip

    @cached_property
    def multiverse(self) -> Multiverse:
        """The numbers of inequality under every other choice; computed when first asked for."""
        material = Material(self.chat, self.roster, self.gazetteer, Lexicon(TERMS.from_rows([])))
        return vary_choices(material, self.coding, self.graph, self.ties, self.plan)

    @cached_property
    def rule_comparison(self) -> RuleComparison:
        """How much of the picture depends on the reply rule; computed when it is first asked for."""
        since = max(0, len(self.chat.messages) - MOST_COMPARED)
        return compare_reply_rules(
            self.graph,
            replies_under_rules(self.chat, self.coding, latest=MOST_COMPARED),
            speakers_of_chat(self.chat, self.graph, self.roster),
            used=self.coding.rule,
            since=since,
            entanglement=measure_entanglement(self.chat.messages.iloc[since:]),
        )


def read_material(inputs: Inputs, plan: Plan) -> Material:
    """Read every file of a study.

    Raises
    ------
    InputRefusedError
        When a file is missing or does not fit its description.
    EmptyChatError
        When the export holds no message.
    """
    roster = read_roster(inputs.roster) if inputs.roster else None
    gazetteer = read_gazetteer(*inputs.gazetteers)
    lexicon = read_lexicon(inputs.lexicon)
    codes = tuple(read_codes(inputs.codes, coder=inputs.coder)) if inputs.codes else ()
    aliases = read_aliases(inputs.aliases) if inputs.aliases else None
    chat = read_chat(*inputs.sources, date_order=plan.date_order, me=plan.me, aliases=aliases)
    if not len(chat.messages):
        raise EmptyChatError(
            "there is no message in this export",
            where=chat.sources[0].name,
            hint="export the chat again from WhatsApp and give the new file",
        )
    others = tuple(
        read_chat(other, date_order=plan.date_order, me=plan.me, aliases=aliases) for other in inputs.other_groups
    )
    material = Material(chat, roster, gazetteer, lexicon, codes, others=others)
    if inputs.consent == "honoured":
        material = honour_consent(material, inputs.without)
    if plan.latest is not None:
        material = replace(material, chat=keep_latest(material.chat, plan.latest))
    return material


def honour_consent(material: Material, without: Iterable[str] = ()) -> Material:
    """Take out everybody whose roster says no, or who is named: messages, system lines, roster rows, hand codes.

    Raises
    ------
    InputRefusedError
        When nobody is called as somebody who is to be taken out.
    EmptyChatError
        When no message is left.
    """
    names = names_without_consent(material.roster, without)
    if not names:
        return material
    unknown = {name_key(name) for name in without} - known_keys(material.chat, material.roster)
    if unknown:  # a misspelt name would leave in what was to be taken out
        raise InputRefusedError(
            f"{len(unknown)} of the people to be taken out stand under no such name in the chat or the roster",
            hint="write the name as the export or the roster has it; `roster` lists them",
        )
    chat, roster = without_people(material.chat, material.roster, names)
    if not len(chat.messages):
        raise EmptyChatError("nobody who consented wrote a message", hint="look at the column consent of the roster")
    codes = renumbered_codes(material.codes, material.chat, chat)
    removed = members_removed(material.chat, names)
    others = tuple(without_people(other, material.roster, names)[0] for other in material.others)
    return Material(chat, roster, material.gazetteer, material.lexicon, codes, removed, others)


def code_material(material: Material, plan: Plan) -> Coding:
    """Code the messages; a person's coding replaces the machine's, message by message."""
    coding = code_messages(
        material.chat,
        material.roster,
        gazetteer=material.gazetteer,
        lexicon=material.lexicon,
        reply_rule=plan.reply_rule,
        seed=plan.seed,
    )
    return apply_codes(coding, material.codes) if material.codes else coding


def build_network(material: Material, coding: Coding, plan: Plan) -> InteractionGraph:
    """Build the network of the chosen period.

    Raises
    ------
    EmptyChatError
        When no message falls into the period.
    """
    return build_graph(
        material.chat,
        coding,
        material.roster,
        material.gazetteer,
        since=plan.since,
        until=plan.until,
        episode_minutes=plan.episode_minutes,
    )


def type_ties(material: Material, coding: Coding, graph: InteractionGraph, plan: Plan) -> Ties:
    """Type the ties by the roster; where there is none, or where asked for, the rest is inferred from the chat."""
    inferred = None
    if material.roster is None or plan.infer:
        inferred = inferred_pairs(infer_ties(material.chat, coding, graph, material.gazetteer, seed=plan.seed))
    return classify_ties(
        graph,
        material.roster,
        material.gazetteer,
        profile=plan.profile,
        inferred=inferred,
        topics=topics_of(coding),
    )


def find_access(material: Material, graph: InteractionGraph, ties: Ties) -> Access:
    """Say what each member could have seen, in this group and the others given."""
    main = read_group(material.chat, material.roster, graph)
    return measure_access(graph, ties, [main, *(read_group(other, material.roster) for other in material.others)])


def spread_inequality(
    material: Material,
    coding: Coding,
    graph: InteractionGraph,
    ties: Ties,
    plan: Plan,
    access: Access | None = None,
    *,
    progress: Callable[[], object] = str,
) -> Inequality:
    """Measure how unequally participation, attention, access and control are spread, with everything known of it."""
    return measure_inequality(
        graph,
        ties,
        coding=coding,
        speakers=speakers_of_chat(material.chat, graph, material.roster),
        access=access,
        gazetteer=material.gazetteer,
        admins=find_admins(material.chat, material.roster),
        group_size=plan.group_size,
        resamples=plan.resamples,
        seed=plan.seed,
        progress=progress,
    )


def vary_choices(
    material: Material,
    coding: Coding,
    graph: InteractionGraph,
    ties: Ties,
    plan: Plan,
    *,
    progress: Callable[[], object] = str,
) -> Multiverse:
    """Measure inequality under every choice of reply rule, pause, profile, admins, people and months."""
    rules = tuple(dict.fromkeys((coding.rule, *VARIED_RULES)))
    graphs = {float(plan.episode_minutes): graph}
    for minutes in VARIED_MINUTES:
        if minutes not in graphs:
            graphs[minutes] = build_network(material, coding, replace(plan, episode_minutes=int(minutes)))
    typed = {plan.profile: ties}
    for profile in PROFILES:
        if profile not in typed:
            typed[profile] = type_ties(material, coding, graph, replace(plan, profile=profile))
    return measure_multiverse(
        Choices(graphs, replies_under_rules(material.chat, coding, rules=rules), typed),
        speakers_of_chat(material.chat, graph, material.roster),
        admins=find_admins(material.chat, material.roster),
        group_size=plan.group_size,
        seed=plan.seed,
        progress=progress,
    )


def run_study(
    inputs: Inputs,
    plan: Plan | None = None,
    *,
    progress: Callable[[str], object] = str,
    memory: Memory | None = None,
    mute: Iterable[str] = (),
) -> Study:
    """Do every step of a study, from the files to the claims.

    Parameters
    ----------
    progress
        Called with the name of each step (see ``STEPS``) when it begins.
    memory
        What earlier reports noticed; ``Study.memory`` is then what this one adds to it. It is not written anywhere.
    mute
        With a memory: people to be left out of the list for 90 days.

    Raises
    ------
    InputRefusedError
        When a file cannot be used.
    """
    plan = plan or Plan()
    progress("read")
    material = read_material(inputs, plan)
    progress("code")
    coding = code_material(material, plan)
    progress("graph")
    graph = build_network(material, coding, plan)
    progress("ties")
    ties = type_ties(material, coding, graph, plan)
    progress("inequality")
    access = find_access(material, graph, ties)
    inequality = spread_inequality(material, coding, graph, ties, plan, access)
    progress("members")
    if memory is not None and mute:
        memory = mute_people(memory, mute, graph, material.chat)
    members = screen_members(graph, coding, material.chat, material.roster, material.gazetteer, memory=memory)
    progress("products")
    products = trace_products(graph, coding)
    facts = provenance(material, coding, graph, plan) | {"earlier_lists": describe_memory(memory, graph, material.chat)}
    if memory is not None:
        memory = memory.noted(group_of(material.chat), graph.turns["at"].max(), members.noticed)
    return Study(
        plan, material.chat, material.roster, material.gazetteer, coding, graph, ties, inequality, members, products,
        facts, memory, access,
    )  # fmt: skip


def found_broadcasting(material: Material) -> tuple[int, int]:
    """Count the accounts that the chat, not the roster, shows to be no persons, and their messages."""
    left = _left_out(material)
    found = [how for how in REASONS if how != "roster"]
    return sum(left[f"broadcasting_by_{how}"] for how in found), sum(left[f"messages_by_{how}"] for how in found)


def _left_out(material: Material) -> dict[str, int]:
    """Count the accounts that are no persons, by how that is known, and their messages: no measure has them."""
    people = identify_people(material.chat, material.roster)
    nodes = (people.nodes.get(name, name) for name in material.chat.messages["author"])
    written = Counter(people.bot_reasons[node] for node in nodes if node in people.bots)
    known = Counter(people.bot_reasons.values())
    return {f"broadcasting_by_{how}": known[how] for how in REASONS} | {
        f"messages_by_{how}": written[how] for how in REASONS
    }


def provenance(material: Material, coding: Coding, graph: InteractionGraph, plan: Plan) -> dict[str, Any]:
    """Say what a study rests on: version, settings, hashes of the input, word lists, counts, lines not understood."""
    settings = {
        key: str(value.date()) if isinstance(value, pd.Timestamp) else value for key, value in asdict(plan).items()
    }
    chat = material.chat
    return {
        "program": "bmp_networks",
        "version": bmp_networks.__version__,
        "seed": plan.seed,
        "settings": settings,
        "sources": [asdict(source) for source in chat.sources],
        "word_lists": sorted({*coding.versions, *material.lexicon.versions, *material.gazetteer.versions}),
        "counts": {
            "records": len(chat.records),
            "user_messages": len(chat.messages),
            "system_lines": len(chat.events),
            "messages_in_period": len(graph.turns),
            "episodes": int(graph.turns["episode"].nunique()),
            "members": int((graph.nodes["kind"] == "member").sum()),
            "members_writing": int((graph.nodes["messages"] > 0).sum()),
            "roster_names": 0 if material.roster is None else len(material.roster.people),
            "hand_coded_messages": len(material.codes),
            "names_without_consent": material.removed[0],
            "messages_without_consent": material.removed[1],
            **_left_out(material),
        },
        "lines_not_understood": [
            f"{source}:{line}" for source, line in zip(chat.unread["source"], chat.unread["line"], strict=True)
        ],
    }
