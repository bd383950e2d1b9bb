"""Who addressed whom: reply, mention and organisation events of a chat, each kept with its message."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import EDGES, INTERACTIONS, InteractionGraph
from bmp_networks.containers.people import Identities
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.errors import EmptyChatError
from bmp_networks.measures.episodes import describe_turns, find_episodes
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.identity import find_node, identify_people
from bmp_networks.measures.nodes import describe_nodes
from bmp_networks.measures.presence import trace_presence
from bmp_networks.measures.reply_links import expected_answers
from bmp_networks.measures.speech_roles import speech_role

BY_MENTION, BY_NAME = 1.0, 0.8
"""Weight of calling somebody with @, and by name (METHODS 0.3)."""

FAINTEST_REPLY = 0.05
"""A message is not counted as an answer to somebody where that is less likely than one in twenty: in a chat of many
voices such leftovers would tie everybody to everybody."""

Moment: TypeAlias = str | pd.Timestamp | None


def build_graph(
    chat: Chat,
    coding: Coding,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    since: Moment = None,
    until: Moment = None,
    episode_minutes: float = 60,
) -> InteractionGraph:
    """Collect who addressed whom in a chat, message by message, silent members included.

    Parameters
    ----------
    chat
        The chat.
    coding
        Its coding: reply probabilities, addressees and organisations named.
    roster
        What is known of the people: persons with several names, silent members, accounts that are no persons.
    gazetteer
        Names of organisations, for their labels.
    since, until
        First and last day (or moment) looked at; by default the whole chat. Earlier messages still count as targets.
    episode_minutes
        Longest silence inside a conversation of the group.

    Returns
    -------
    InteractionGraph
        Members (roster persons, else authors) and the organisations they name; events in three layers. A reply
        weighs its probability, links to own messages passing on to the other person they answer; a mention 1 with @
        and .8 by name; an organisation counts once a member and conversation, by the strongest speech role
        (METHODS 0.3, 0.4, 2.4).

    Raises
    ------
    EmptyChatError
        When the chat has no message in the period.
    """
    identities = identify_people(chat, roster)
    authors = [identities.nodes.get(name, name) for name in chat.messages["author"]]
    turns = describe_turns(chat, authors, episode_minutes=episode_minutes)
    inside = _inside(turns["at"], since, until) & ~turns["node"].isin(identities.bots).to_numpy()
    if not inside.any():
        raise EmptyChatError("there is no message to analyse in this period", hint="widen --from and --until")
    events = pd.concat(
        [
            _replies(coding, turns, inside, identities),
            _mentions(chat, coding, turns, inside, identities),
            _organisations(coding, turns, inside, identities),
        ],
        ignore_index=True,
    )
    interactions = _with_messages(events, chat, turns)
    window = turns[inside].reset_index(drop=True)
    presence = trace_presence(chat, roster, identities=identities, first=window["at"].min(), last=window["at"].max())
    nodes = describe_nodes(window, interactions, identities, presence, gazetteer)
    return InteractionGraph(nodes, interactions, _summed(interactions), window)


def with_pause(
    graph: InteractionGraph, chat: Chat, coding: Coding, roster: Roster | None = None, *, episode_minutes: float
) -> InteractionGraph:
    """Give the same network with conversations that end after another pause, as ``build_graph`` would.

    Only episodes change, and what is counted once an episode; nothing is read again.

    Parameters
    ----------
    graph
        What ``build_graph`` gave for this chat, coding and roster.
    chat, coding, roster
        The same as then.
    episode_minutes
        Longest silence inside a conversation of the group.
    """
    identities = identify_people(chat, roster)
    at = chat.messages["timestamp"]
    authors = [identities.nodes.get(name, name) for name in chat.messages["author"]]
    turns = pd.DataFrame({"node": authors, "at": at, "episode": find_episodes(at, minutes=episode_minutes)})
    inside = np.zeros(len(turns), dtype=bool)
    inside[graph.turns["i"].to_numpy()] = True
    said = _with_messages(_organisations(coding, turns, inside, identities), chat, turns)
    is_organisation = (graph.interactions["layer"] == "organisation").to_numpy()
    others = graph.interactions[~is_organisation]
    others = others.assign(episode=turns["episode"].to_numpy()[others["i"].to_numpy()])
    interactions = pd.concat([others, said]).sort_values(["i", "layer", "target"], kind="stable")
    edges = pd.concat([graph.edges[(graph.edges["layer"] != "organisation").to_numpy()], _summed(said)])
    window = graph.turns.assign(episode=turns["episode"].to_numpy()[graph.turns["i"].to_numpy()])
    return InteractionGraph(
        graph.nodes,
        interactions.reset_index(drop=True),
        edges.sort_values(["source", "target", "layer"], kind="stable").reset_index(drop=True),
        window,
    )


def social_weights(graph: InteractionGraph) -> pd.DataFrame:
    """Sum how often each member addressed each other: replies and mentions, no message counted twice for one person.

    Returns
    -------
    pd.DataFrame
        ``source, target, weight``: one row a directed pair of members, sorted; the expected number of messages.
    """
    events = social_events(graph)
    return events.groupby(["source", "target"], sort=True, as_index=False)["weight"].sum()


def social_events(graph: InteractionGraph) -> pd.DataFrame:
    """Give the replies and mentions between members; a mention replaces the reply of one message to one person."""
    events = graph.events_once
    return events[(events["layer"] != "organisation").to_numpy()].reset_index(drop=True)


def _inside(at: pd.Series, since: Moment, until: Moment) -> np.ndarray:
    inside = np.ones(len(at), dtype=bool)
    if since is not None:
        inside &= (at >= pd.Timestamp(since)).to_numpy()
    if until is not None:
        end = pd.Timestamp(until)
        # A day without a clock time is meant whole.
        inside &= (at < end + pd.Timedelta(days=1) if end == end.normalize() else at <= end).to_numpy()
    return inside


def _speakers(authors: list[str], identities: Identities) -> tuple[np.ndarray, list[str]]:
    """Give each author a number; accounts that broadcast get -1."""
    names = sorted(set(authors) - identities.bots)
    number = {name: index for index, name in enumerate(names)}
    return np.array([number.get(name, -1) for name in authors], dtype=np.int64), names


def _replies(coding: Coding, turns: pd.DataFrame, inside: np.ndarray, identities: Identities) -> pd.DataFrame:
    speaker, names = _speakers(list(turns["node"]), identities)
    i, person, weight = expected_answers(coding.replies, speaker)
    kept = (weight >= FAINTEST_REPLY) & inside[i]
    targets = np.array(names, dtype=object)[person[kept]]
    return _events(i[kept], targets, weight[kept], "reply")


def _mentions(
    chat: Chat, coding: Coding, turns: pd.DataFrame, inside: np.ndarray, identities: Identities
) -> pd.DataFrame:
    rows: dict[tuple[int, str], float] = {}
    speakers, marked = turns["node"].to_numpy(), chat.messages["mentions"].to_numpy()
    for i, addressees in zip(coding.messages["i"], coding.messages["addressees"], strict=True):
        if not inside[i]:
            continue
        tagged = {find_node(identities, name) for name in marked[i]}
        # A mention mark is an observation: it holds also where the coding names nobody.
        for node in {find_node(identities, name) for name in addressees} | tagged:
            if node is not None and node != speakers[i] and node not in identities.bots:
                rows[i, node] = BY_MENTION if node in tagged else BY_NAME
    keys = sorted(rows)
    return _events([i for i, _ in keys], [node for _, node in keys], [rows[key] for key in keys], "mention")


def _organisations(coding: Coding, turns: pd.DataFrame, inside: np.ndarray, identities: Identities) -> pd.DataFrame:
    """One event a member, organisation and episode: the message with the strongest speech role."""
    best: dict[tuple[str, str, int], tuple[float, int]] = {}
    speakers, episodes = turns["node"].to_numpy(), turns["episode"].to_numpy()
    members = set(identities.known_by)
    messages = coding.messages
    for i, text, actors in zip(messages["i"], messages["text"], messages["actors"], strict=True):
        if not inside[i]:
            continue
        for organisation, written in (_actor(actor) for actor in actors):
            node = organisation if organisation not in members else f"org:{organisation}"
            weight = speech_role(text or "", written).weight
            key = (speakers[i], node, int(episodes[i]))
            if key not in best or weight > best[key][0]:
                best[key] = (weight, i)
    rows = sorted((i, node, weight) for (_, node, _), (weight, i) in best.items())
    return _events([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], "organisation")


def _actor(actor: Any) -> tuple[str, str]:
    """Read an organisation of the coding: a mapping with id and text, or a plain id."""
    return (str(actor["id"]), str(actor.get("text") or "")) if isinstance(actor, dict) else (str(actor), "")


def _events(i: Any, target: Any, weight: Any, layer: str) -> pd.DataFrame:
    events = pd.DataFrame({"i": np.asarray(i, dtype=np.int64), "weight": np.asarray(weight, dtype=float)})
    events["target"] = pd.Series(list(target), dtype=object)
    events["layer"] = pd.Series([layer] * len(events), dtype=object)
    return events


def _with_messages(events: pd.DataFrame, chat: Chat, turns: pd.DataFrame) -> pd.DataFrame:
    events = events.sort_values(["i", "layer", "target"], kind="stable")
    i = events["i"].to_numpy()
    return INTERACTIONS.build(
        {
            "i": i,
            "id": chat.ids[i],
            "at": turns["at"].to_numpy()[i],
            "episode": turns["episode"].to_numpy()[i],
            "source": turns["node"].to_numpy()[i],
            "target": events["target"].to_numpy(),
            "layer": events["layer"].to_numpy(),
            "weight": events["weight"].to_numpy(),
        }
    )


def _summed(interactions: pd.DataFrame) -> pd.DataFrame:
    groups = interactions.groupby(["source", "target", "layer"], sort=True)
    edges = groups.agg(
        weight=("weight", "sum"), first=("at", "min"), last=("at", "max"), evidence=("id", sort_evidence)
    ).reset_index()
    return EDGES.build({name: edges[name] for name in EDGES.names})
