"""Product chains: from the raw material to the buyer's praise, with one order of known buyer, seller, amount, price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bmp_networks.resources import load_toml
from bmp_networks.simulate.clock import Clock
from bmp_networks.simulate.conversations import Talkers, call_somebody
from bmp_networks.simulate.lines import Line
from bmp_networks.simulate.plan import KINDS_OF_TIE, CommunityPlan
from bmp_networks.simulate.sentences import amount_text, dress, part, price_text

STAGE_DAYS = {
    "raw_material": 0,
    "production": 2,
    "packaging": 4,
    "promotion": 6,
    "order": 7,
    "delivery": 10,
    "feedback": 14,
}
"""Days after the beginning of a chain on which its stages are talked about."""

_TRIES = 20


@dataclass(frozen=True)
class Chain:
    """One planted chain and its order; ``lines`` are its messages with their stages."""

    product: str
    seller: int
    buyer: int
    quantity: int
    unit: str
    price: int
    lines: tuple[tuple[str, Line], ...]


def invent_chains(talkers: Talkers, clock: Clock, plan: CommunityPlan, rng: Random) -> Iterator[Chain]:
    """Invent chains one by one; each begins on a day from which it still fits into the period."""
    sellers = _sellers(talkers, rng)
    products = load_toml("simulate/products_id.toml").content["product"]
    last = plan.days - max(STAGE_DAYS.values()) - 1
    for number in range(plan.chains if last > 0 and sellers else 0):
        seller = sellers[number % len(sellers)]
        # Everybody makes one thing: that is how people know each other.
        product = products[(number % len(sellers)) % len(products)]
        chain = _invent(product, seller, rng.randrange(last), talkers, clock, plan, rng)
        if chain is not None:
            yield chain


def _sellers(talkers: Talkers, rng: Random) -> list[int]:
    able = [
        person.number
        for person in talkers.people
        if person.level == 0 and not person.silent and not person.never_answered and person.joined == 0
    ]
    return rng.sample(able, min(len(able), max(2, len(able) // 4)))


def _invent(
    product: dict[str, Any], seller: int, day: int, talkers: Talkers, clock: Clock, plan: CommunityPlan, rng: Random
) -> Chain | None:
    buyer = _buyer(seller, day, talkers)
    if buyer is None:
        return None
    low, high = product["price"]
    price, quantity = rng.randrange(low, high + 1, 500), rng.choice(part("amounts", "goods"))
    words = _Words(product, price, quantity, rng)
    lines: list[tuple[str, Line]] = []
    for stage, after in STAGE_DAYS.items():
        steps = load_toml("simulate/products_id.toml").content["stages"][stage]["steps"]
        said = _play(stage, steps, clock.on_day(day + after), (seller, buyer), words, talkers, clock, plan)
        if not said and stage in ("promotion", "order"):
            return None
        lines += [(stage, line) for line in said]
    return Chain(product["id"], seller, buyer, quantity, product["unit"], price, tuple(lines))


def _buyer(seller: int, day: int, talkers: Talkers) -> int | None:
    """Choose who buys, and is there from the order to the feedback."""
    moments = [(day + STAGE_DAYS[stage] + 1) * 24 * 60.0 for stage in ("order", "feedback")]
    for _ in range(_TRIES):
        found = talkers.answerer(seller, talkers.kind(), moments[0])
        if found is None or talkers.people[found].never_answered:
            continue
        if all(talkers.people[who].writes_at(at) for who in (found, seller) for at in moments):
            return found
    return None


class _Words:
    """What is said of one product in one chain, and how it is to be coded."""

    def __init__(self, product: dict[str, Any], price: int, quantity: int, rng: Random) -> None:
        self.product, self.rng = product, rng
        unit, material_unit = product["unit"], product["material_unit"]
        low, high = product["material_price"]
        # Bunches and cloth are bought by the piece, fruit and roots by weight.
        amounts = part("amounts", "material" if material_unit == "kg" else "goods")
        self.amounts = {
            "q": (quantity, unit),
            "m": (rng.choice(amounts), material_unit),
            "pack": (rng.choice((2, 3, 4, 5)), part("amounts", "pack_unit")),
        }
        self.prices = {"price": (price, unit), "mprice": (rng.randrange(low, high + 1, 500), material_unit)}
        self.place = rng.choice(part("destinations", "places"))
        self.fixed = {"name": rng.choice(product["names"]), "material": product["material"], "place": self.place}

    def say(self, pattern: str, stage: str) -> tuple[str, dict[str, list[Any]]]:
        """Fill a pattern in; give the text and its codes."""
        slots = dict(self.fixed, work=self.rng.choice(self.product["work"]))
        slots |= {key: amount_text(*amount, self.rng) for key, amount in self.amounts.items()}
        slots |= {key: price_text(*price, self.rng) for key, price in self.prices.items()}
        codes: dict[str, list[Any]] = {"products": [self.product["id"]], "stages": [stage]}
        codes["quantities"] = [
            {"value": value, "unit": unit} for key, (value, unit) in self.amounts.items() if f"{{{key}}}" in pattern
        ]
        codes["prices"] = [
            {"amount": amount, "per": per} for key, (amount, per) in self.prices.items() if f"{{{key}}}" in pattern
        ]
        codes["places"] = [self.place] if "{place}" in pattern else []
        return dress(pattern.format_map(slots), self.rng), codes


def _play(
    stage: str,
    steps: Sequence[dict[str, Any]],
    at: float,
    pair: tuple[int, int],
    words: _Words,
    talkers: Talkers,
    clock: Clock,
    plan: CommunityPlan,
) -> list[Line]:
    """Let the steps of one stage be said; it breaks off where somebody needed is not there."""
    seller, buyer = pair
    other = talkers.answerer(seller, talkers.rng.choice(KINDS_OF_TIE[:2]), at)
    if other is not None and talkers.people[other].never_answered:
        other = None  # the seller would have to answer
    speakers = {"seller": seller, "buyer": buyer, "other": other}
    said: list[Line] = []
    for step in steps:
        answered = said[step["to"]] if "to" in step else None
        at = clock.answer_after(answered.at) if answered else at
        speaker = speakers[step["who"]]
        if speaker is None or not talkers.people[speaker].writes_at(at):
            break
        text, codes = words.say(words.rng.choice(step["patterns"]), stage)
        line = Line(speaker, at, text, step["act"], "economy", answered, codes=codes)
        if answered and answered.speaker != speaker and words.rng.random() < plan.addressing:
            call_somebody(line, talkers.people[answered.speaker], words.rng)
        said.append(line)
    return said
