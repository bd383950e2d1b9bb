"""Every choice a person can make about an invented community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from bmp_networks.errors import InputRefusedError

KINDS_OF_TIE = ("bonding", "bridging", "linking")

OUTWARD = ("few", "equal")

_BOUNDS = {
    "members": (4, 5000), "messages": (1, 1_000_000), "days": (7, 5000), "communities": (1, 12), "villages": (1, 12),
    "intermediaries": (0, 500), "officials": (0, 500), "organisations": (0, 12), "outward_share": (0, 0.9),
    "chains": (0, 10_000), "greetings": (0, 0.9), "conversations": (1, 3), "activity_spread": (0, 3),
    "attention_spread": (0, 3), "answered": (0, 0.97), "never_answered": (0, 500), "silent": (0, 4000),
    "drifting": (0, 500), "joining": (0, 4000), "leaving": (0, 500), "number_changes": (0, 500), "ramadan": (0, 1),
    "addressing": (0, 1), "stray": (0, 1),
}  # fmt: skip
"""Lowest and highest value of every number of a plan."""


@dataclass(frozen=True)
class CommunityPlan:
    """Every choice a person can make about an invented community.

    Parameters
    ----------
    members
        People in the group, silent ones too.
    messages
        User messages they write.
    days
        Days from the first to the last message.
    start
        First day.
    communities, villages
        How many home communities and villages the members come from.
    intermediaries, officials
        Members who stand above the grassroots: of an NGO, a university, a village office; of a state office.
    contact
        Shares of bonding, bridging and linking conversations; scaled to sum to 1, and linking falls away without
        intermediaries and officials, bridging without a second community.
    organisations
        Organisations outside that are spoken of.
    outward
        Who speaks of them: ``few`` capable members (propensity p³ of a uniform p), or all with ``equal`` propensity.
    outward_share
        Share of the conversations that begin with news of an organisation, 0 to 1.
    chains
        Product chains from raw material to feedback, each with an order; as many as fit into the messages.
    greetings
        Share of the conversations that are greetings, 0 to 1.
    conversations
        How many conversations go on at once, 1 to 3 on average.
    activity_spread, attention_spread
        How unequal members are in how much they write, and in how surely they are answered (standard deviation of
        the logarithm; 0 makes all equal).
    answered
        Probability that what a member of middling attention begins is answered, 0 to .97.
    never_answered
        Members who ask and are never answered nor called by name.
    silent
        Members who never write.
    drifting
        Members who stop writing after four fifths of the period, without leaving.
    joining, leaving, number_changes
        Members who come later, leave early, change their number.
    ramadan
        How much of the usual is written during Ramadan, 0 to 1.
    addressing
        Share of the answers that call the other by name or mention, 0 to 1.
    stray
        Share of the answers by somebody without a planted tie to whom she answers, 0 to 1.
    language
        Of what WhatsApp itself prints: ``id`` or ``en``. People write Indonesian with Javanese.
    """

    members: int = 30
    messages: int = 1500
    days: int = 180
    start: date = date(2018, 9, 3)
    communities: int = 3
    villages: int = 5
    intermediaries: int = 2
    officials: int = 1
    contact: Sequence[float] = (0.55, 0.25, 0.20)
    organisations: int = 8
    outward: str = "few"
    outward_share: float = 0.12
    chains: int = 20
    greetings: float = 0.08
    conversations: float = 1.6
    activity_spread: float = 0.7
    attention_spread: float = 0.4
    answered: float = 0.75
    never_answered: int = 1
    silent: int = 3
    drifting: int = 1
    joining: int = 3
    leaving: int = 1
    number_changes: int = 1
    ramadan: float = 0.5
    addressing: float = 0.25
    stray: float = 0.05
    language: str = "id"

    def __post_init__(self) -> None:
        for name, (low, high) in _BOUNDS.items():
            if not low <= getattr(self, name) <= high:
                raise InputRefusedError(f"{name} should be a number from {low} to {high}", where="plan of a community")
        if self.outward not in OUTWARD:
            raise InputRefusedError("outward should be few or equal", where="plan of a community")
        if self.language not in ("id", "en"):
            raise InputRefusedError("language should be id or en", where="plan of a community")
        if len(self.contact) != len(KINDS_OF_TIE) or min(self.contact) < 0 or not sum(self.contact) > 0:
            raise InputRefusedError(
                "contact should be three shares that are not all 0",
                where="plan of a community",
                hint="bonding, bridging, linking: 0.6 0.25 0.15",
            )
        if self.members - self._set_aside < 2:
            raise InputRefusedError(
                "too few members are left who talk to each other",
                where="plan of a community",
                hint="ask for more members, or for fewer silent, never answered, drifting, joining and leaving ones",
            )

    @property
    def _set_aside(self) -> int:
        """Members with a part of their own, which nobody has twice."""
        special = (self.silent, self.never_answered, self.drifting, self.joining, self.leaving, self.number_changes)
        return sum(special) + self.intermediaries + self.officials

    @property
    def settings(self) -> dict[str, object]:
        """The choices as JSON knows them."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return given | {"start": self.start.isoformat(), "contact": list(self.contact)}
