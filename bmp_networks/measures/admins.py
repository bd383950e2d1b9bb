"""Who runs a group: by its system lines, and by the roster."""

from __future__ import annotations

from bmp_networks.containers.chat import SELF, Chat
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.identity import find_node, identify_people

ROLES = frozenset({"admin", "administrator", "pengurus grup", "group admin"})
"""Roles of the roster that say so, small letters."""


def find_admins(chat: Chat, roster: Roster | None = None) -> frozenset[str]:
    """Give the nodes of everybody who ran the group at some time.

    They are those who made the group, who were made admin, who added or removed somebody else, and whom the roster
    calls admin. Exports do not list admins, so some may be missing.
    """
    identities = identify_people(chat, roster)
    names: set[str] = set()
    events = chat.events
    used = dict(chat.aliases)
    for event, actor, targets in zip(events["event"], events["actor"], events["targets"], strict=True):
        others = [name for name in targets if name != actor]
        if event == "group_created" or (event in ("member_added", "member_removed") and others):
            names.add(actor)
        elif event == "admin_promoted":
            names.update(targets)
    found = {find_node(identities, used.get(name, name)) for name in names if name and name != SELF}
    if roster is not None:
        people = roster.people
        for person, role in zip(people["person"].fillna(people["name"]), people["role"], strict=True):
            if isinstance(role, str) and role.strip().casefold() in ROLES:
                found.add(person)
    return frozenset(node for node in found if node is not None) - identities.bots
