"""People of the roster who are not in the group."""

from __future__ import annotations

from bmp_networks.measures.states import Flag, Scene


def find_not_in_the_group(scene: Scene) -> list[Flag]:
    """Find people of whom the roster says that they are not in the group, and whom the chat does not show either.

    Who wrote, or is seen joining, is in the group whatever the roster says; accounts that broadcast are no people.
    """
    if scene.roster is None:
        return []
    people = scene.roster.persons
    known = set(scene.members["node"])
    outside = people[((people["in_group"] == "no") & (people["bot"] != "yes")).to_numpy()]
    return [Flag(str(person), "not_in_the_group") for person in outside["person"] if person not in known]
