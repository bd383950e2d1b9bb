"""From a plan and some files to a study: the order of the steps, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.coding.replies import measure_entanglement
from bmp_networks.coding.rule_replies import replies_under_rules
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.lexicon import TERMS, Lexicon
from bmp_networks.containers.memory import Memory
from bmp_networks.containers.results import Inequality, Members, ProductChains, Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.containers.rule_comparison import RuleComparison
from bmp_networks.containers.spread import Multiverse, Spread
from bmp_networks.material import Inputs, Material, Plan, found_broadcasting, honour_consent, provenance, read_material
from bmp_networks.measures.access import Access, measure_access, read_group
from bmp_networks.measures.admins import find_admins
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.draws import speakers_of_chat
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.measures.inferred_ties import infer_ties, inferred_pairs
from bmp_networks.measures.lasting import describe_memory, group_of, mute_people
from bmp_networks.measures.late_news import delays_of
from bmp_networks.measures.member_pairs import PairTie
from bmp_networks.measures.members import screen_members
from bmp_networks.measures.multiverse import Choices, measure_multiverse
from bmp_networks.measures.network import build_graph, with_pause
from bmp_networks.measures.rule_comparison import compare_reply_rules
from bmp_networks.measures.spread import measure_spread
from bmp_networks.measures.tie_fractions import PROFILES
from bmp_networks.measures.ties import classify_ties, retype_ties, topics_of

# What goes into a study stands in its own room; it can be had from here too.
__all__ = [
    "STEPS",
    "Inputs",
    "Material",
    "Plan",
    "Study",
    "build_network",
    "code_material",
    "find_access",
    "found_broadcasting",
    "honour_consent",
    "provenance",
    "read_material",
    "run_study",
    "spread_inequality",
    "type_ties",
    "vary_choices",
]

MOST_COMPARED = 100_000
"""Reply rules are compared on so many of the last messages at most, so that the page is there in time."""

VARIED_RULES = ("ranker", "previous", "mention")
VARIED_MINUTES = (30.0, 60.0, 180.0)
"""Reply rules and pauses under which inequality is measured again (METHODS 0.5)."""

Inferred: TypeAlias = Mapping[tuple[str, str], PairTie] | None

STEPS = ("read", "code", "graph", "ties", "inequality", "members", "products")


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
    return classify_ties(
        graph,
        material.roster,
        material.gazetteer,
        profile=plan.profile,
        inferred=_inferred(material, coding, graph, plan),
        topics=topics_of(coding),
    )


def _inferred(material: Material, coding: Coding, graph: InteractionGraph, plan: Plan) -> Inferred:
    if material.roster is not None and not plan.infer:
        return None
    return inferred_pairs(infer_ties(material.chat, coding, graph, material.gazetteer, seed=plan.seed))


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
            graphs[minutes] = with_pause(graph, material.chat, coding, material.roster, episode_minutes=minutes)
    typed = {plan.profile: ties}
    inferred = _inferred(material, coding, graph, plan)
    for profile in PROFILES:
        if profile not in typed:
            typed[profile] = retype_ties(
                ties, material.roster, material.gazetteer, profile=profile, inferred=inferred
            )  # fmt: skip
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
    members = screen_members(
        graph, coding, material.chat, material.roster, material.gazetteer, memory=memory, delays=delays_of(access)
    )
    progress("products")
    products = trace_products(graph, coding)
    facts = provenance(material, coding, graph, plan) | {"earlier_lists": describe_memory(memory, graph, material.chat)}
    if memory is not None:
        memory = memory.noted(group_of(material.chat), graph.turns["at"].max(), members.noticed)
    return Study(
        plan, material.chat, material.roster, material.gazetteer, coding, graph, ties, inequality, members, products,
        facts, memory, access,
    )  # fmt: skip
