"""The people of an invented community: names, homes, standing, tenure, and how much they are inclined to do what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Any

from bmp_networks.resources import load_toml
from bmp_networks.simulate.plan import CommunityPlan

DAY = 24 * 60.0
"""Minutes of a day: moments are minutes since the first midnight."""

DRIFT_AT = 0.8
"""Share of the period after which a drifting member writes no more."""

_CAPABLE_POWER = 3
_MOST_ANSWERED = 0.97
_SHARE_OF_MEN, _SHARE_ABROAD, _SHARE_BY_NUMBER = 0.2, 0.08, 0.08
_ORIGINS = (("returned", 0.6), ("family", 0.25), ("non-migrant", 0.15))


@dataclass(frozen=True)
class Person:
    """One invented member; moments are minutes since the first midnight, ``inf`` for never.

    ``name`` is what the export prints, ``later_name`` after a change of number; ``call`` how others call her.
    ``answered`` is the probability that what she begins is answered; ``outward`` her inclination to speak of
    organisations; ``javanese`` the share of sentences she takes from Javanese.
    """

    number: int
    person: str
    name: str
    later_name: str | None
    changes_at: float
    call: str
    digits: str
    gender: str
    community: str
    village: str
    origin: str
    status: str
    role: str
    level: int
    status_level: int
    authority: float
    activity: float
    answered: float
    outward: float
    javanese: float
    joined: float
    left: float
    drifts: float
    silent: bool
    never_answered: bool

    def writes_at(self, at: float) -> bool:
        """Whether she is a member who writes at that moment."""
        return not self.silent and self.joined <= at < min(self.left, self.drifts)

    def name_at(self, at: float) -> str:
        """Name under which the export shows her."""
        return self.later_name if self.later_name and at >= self.changes_at else self.name


def invent_people(plan: CommunityPlan, rng: Random) -> list[Person]:
    """Invent the members: special parts (silent, drifting …) go to different ordinary members at random."""
    parts = _deal_parts(plan, rng)
    givens = _Givens(rng)
    offices = _offices(plan)
    people = []
    for number in range(plan.members):
        office = offices[number - plan.members] if number >= plan.members - len(offices) else None
        people.append(_invent(number, parts.get(number, ""), office, plan, givens, rng))
    return people


def _deal_parts(plan: CommunityPlan, rng: Random) -> dict[int, str]:
    ordinary = list(range(1, plan.members - plan.intermediaries - plan.officials))  # the first one is the admin
    rng.shuffle(ordinary)
    wanted = {
        "silent": plan.silent, "never_answered": plan.never_answered, "drifting": plan.drifting,
        "joining": plan.joining, "leaving": plan.leaving, "changing": plan.number_changes,
    }  # fmt: skip
    return {ordinary.pop(): part for part, count in wanted.items() for _ in range(count)}


def _offices(plan: CommunityPlan) -> list[dict[str, Any]]:
    tables = load_toml("simulate/people_id.toml").content["offices"]
    counts = (("intermediary", plan.intermediaries), ("official", plan.officials))
    return [tables[kind][k % len(tables[kind])] for kind, count in counts for k in range(count)]


class _Givens:
    """Hands out first names; when they are used up, first names with a second one."""

    def __init__(self, rng: Random) -> None:
        content = load_toml("simulate/people_id.toml").content
        self._pools: dict[str, list[str]] = {}
        for gender, names in content["given"].items():
            first = rng.sample(names, len(names))
            doubled = [f"{name} {second}" for second in content["second"]["names"] for name in first]
            self._pools[gender] = first + doubled
            self._pools[gender].reverse()
        self._spare = 0

    def next(self, gender: str) -> str:
        """Give a name nobody has yet."""
        if self._pools[gender]:
            return self._pools[gender].pop()
        self._spare += 1
        return f"{'Siti' if gender == 'f' else 'Agus'} {self._spare}"


def _invent(
    number: int, part: str, office: dict[str, Any] | None, plan: CommunityPlan, givens: _Givens, rng: Random
) -> Person:
    gender = "m" if rng.random() < _SHARE_OF_MEN else "f"
    names = _names(number, givens.next(gender), gender, office, part, rng)
    end = plan.days * DAY
    activity = math.exp(rng.gauss(0, plan.activity_spread))
    strength = math.exp(rng.gauss(0, plan.attention_spread))
    lonely = part == "never_answered"
    level = int(office["level"]) if office else 0
    capable = rng.random() ** _CAPABLE_POWER if plan.outward == "few" else 1.0
    return Person(
        number=number,
        **names,
        gender=gender,
        **_home(number, office, plan, rng),
        role=office["role"] if office else "admin" if number == 0 else "member",
        level=level,
        status_level=int(office["status_level"]) if office else 0,
        authority=float(office["authority"]) if office else 0.0,
        # Nobody can be found never answered who hardly asks.
        activity=max(activity, 1.5) if lonely else max(activity, 1.0) if part == "drifting" else activity,
        answered=0.0 if lonely else min(_MOST_ANSWERED, plan.answered * strength),
        outward=0.0 if level else capable,
        javanese=rng.choice((0.0, 0.1, 0.3, 0.6)) if not level else 0.0,
        joined=rng.uniform(0.15, 0.8) * end if part == "joining" else 0.0,
        left=rng.uniform(0.5, 0.95) * end if part == "leaving" else math.inf,
        drifts=DRIFT_AT * end if part == "drifting" else math.inf,
        changes_at=rng.uniform(0.3, 0.7) * end if part == "changing" else math.inf,
        silent=part == "silent",
        never_answered=lonely,
    )


def _names(
    number: int, given: str, gender: str, office: dict[str, Any] | None, part: str, rng: Random
) -> dict[str, Any]:
    content = load_toml("simulate/people_id.toml").content
    title = rng.choice(content["titles"][gender])
    is_abroad = not office and number > 0 and rng.random() < _SHARE_ABROAD
    prefix = rng.choice(content["abroad"]["prefixes"]) if is_abroad else "+62 8"
    mobile = _mobile(prefix, number, rng)
    by_number = part == "changing" or is_abroad or (not office and number > 0 and rng.random() < _SHARE_BY_NUMBER)
    if office:
        name = f"{title} {given} {office['word']}".strip()
    else:
        name = mobile if by_number else f"{title} {given}".strip()
    later = _mobile("+62 8", number, rng) if part == "changing" else None
    return {
        "person": f"p{number + 1:02d}",
        "name": name,
        "later_name": later,
        "call": "" if by_number else f"{title} {given}".strip(),
        "digits": "".join(filter(str.isdigit, mobile)),
        "status": "abroad" if is_abroad else "returned" if not office else "none",
    }


def _mobile(prefix: str, number: int, rng: Random) -> str:
    """Make a number nobody else in the group has: its middle counts the members."""
    return f"{prefix}{rng.randrange(10, 99)}-{1000 + number}-{rng.randrange(1000, 9999)}"


def _home(number: int, office: dict[str, Any] | None, plan: CommunityPlan, rng: Random) -> dict[str, str]:
    places = load_toml("simulate/people_id.toml").content["places"]
    community = number % plan.communities
    # Most of a community live in one village, some elsewhere.
    village = community % plan.villages if rng.random() < 0.7 else rng.randrange(plan.villages)
    origin = rng.choices([name for name, _ in _ORIGINS], [share for _, share in _ORIGINS])[0]
    if office is None:
        return {
            "community": places["communities"][community], "village": places["villages"][village], "origin": origin,
        }  # fmt: skip
    # An officer of the members' own village belongs to a community of theirs, an outsider to her office.
    own = office["community"] or places["communities"][community]
    return {"community": own, "village": places["villages"][village] if not office["community"] else "", "origin": ""}


def roster_rows(people: list[Person], plan: CommunityPlan) -> list[dict[str, str]]:
    """Give what a researcher would know: one row a name, all that is planted about homes, standing and tenure."""
    rows = []
    for person in people:
        names = [person.name, *([person.later_name] if person.later_name else [])]
        if person.call:
            names.append("+" + person.digits)  # mentions print the number of a saved contact
        rows += [_row(person, name, plan) for name in names]
    return rows


def _row(person: Person, name: str, plan: CommunityPlan) -> dict[str, str]:
    return {
        "name": name,
        "person": person.person,
        "community": person.community,
        "village": person.village,
        "role": person.role,
        "level": str(person.level),
        "gender": person.gender,
        "smartphone": "yes",
        "status": person.status,
        "origin": person.origin,
        "status_level": str(person.status_level),
        "authority": f"{person.authority:g}",
        "joined": day_of(person.joined, plan),
        "left": day_of(person.left, plan),
    }


def day_of(at: float, plan: CommunityPlan) -> str:
    """Write the day of a moment, empty for never."""
    if not math.isfinite(at):
        return ""
    return type(plan.start).fromordinal(plan.start.toordinal() + int(at // DAY)).isoformat()
