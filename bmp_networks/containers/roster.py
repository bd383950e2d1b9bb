"""``Roster`` and ``Gazetteer``: what a researcher knows of the people, and of the organisations around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

PEOPLE = Contract(
    "name in the roster",
    (
        Column("name", "text", "as it stands in the export: a contact name or a phone number"),
        Column("person", "text", "short id; one person may own several names"),
        Column("community", "text", "the community she belongs to"),
        Column("village", "text", "where she lives"),
        Column("organisation", "text", "employer or office, where it matters"),
        Column("origin", "text", "returned, abroad, family, non-migrant (a boundary between people)"),
        Column("role", "text", "member, admin, treasurer, facilitator, official …"),
        Column("level", "number", "0 grassroots member, 1 intermediary, 2 state institution"),
        Column("status_level", "number", "0 household … 5 foreign or international body; outside power"),
        Column("authority", "number", "0 none, .5 unknown, .8 holds programmes or credit, 1 formal office"),
        Column("formal_rank", "number", "0 to 3, rank inside the own community"),
        Column("gender", "text", "f or m, as the researcher was told; never inferred"),
        Column("smartphone", "text", "yes, no or shared"),
        Column("status", "text", "returned, abroad, family, none: describes a person, no boundary"),
        Column("joined", "time", "when she became a member, where known", "day"),
        Column("left", "time", "when she left, where known", "day"),
        Column("in_group", "text", "yes or no; missing when not said"),
        Column("bot", "flag", "an account that broadcasts, not a person"),
        Column("consent", "text", "yes or no; missing when not asked"),
    ),
)

ORGANISATIONS = Contract(
    "organisation in the gazetteer",
    (
        Column("id", "text", "short id"),
        Column("name", "text", "full name"),
        Column("variants", "list", "as written in chats"),
        Column("kind", "text", "peer_community, ngo, agency, government, university, company, marketplace, media, "
                               "buyer, employer, finance, other"),
        Column("sector", "text", "government, business, university, community, civil_society, platform, buyer, media, "
                                 "finance"),
        Column("status_level", "number", "0 (grassroots) to 5 (foreign or international)"),
        Column("authority", "number", "0, .5, .8 or 1"),
        Column("market", "flag", "the tie is commercial exchange"),
        Column("own", "flag", "the group's own umbrella: bonding"),
        Column("relation", "text", "bridging, linking or channel where a person said so, else missing"),
        Column("valid_from", "time", "first day of the name", "day"),
        Column("valid_to", "time", "last day of the name", "day"),
        Column("context", "list", "words one of which must stand within five tokens of an ambiguous name"),
        Column("why", "text", "reason for level and authority"),
        Column("source", "text", "general (packaged) or project (a person's own file)"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Roster:
    """What a researcher knows of the people of a group.

    Parameters
    ----------
    people
        Table under the contract ``PEOPLE``, one row a name; several names may share a ``person``.
    """

    people: pd.DataFrame

    def __post_init__(self) -> None:
        PEOPLE.check(self.people)

    @cached_property
    def person_of(self) -> dict[str, str]:
        """Name as in the export → person id."""
        return dict(zip(self.people["name"], self.people["person"], strict=True))

    @cached_property
    def persons(self) -> pd.DataFrame:
        """One row a person: the first name listed, every other column from the first row that knows it."""
        return self.people.groupby("person", sort=False, as_index=False).first()[PEOPLE.names]


@dataclass(frozen=True)
class Gazetteer:
    """The organisations a chat may name.

    Parameters
    ----------
    organisations
        Table under the contract ``ORGANISATIONS``, one row an organisation; a project's own rows come first and win.
    versions
        ``title version`` of every file it was made of, for the provenance.
    """

    organisations: pd.DataFrame
    versions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ORGANISATIONS.check(self.organisations)
