"""Conversations: who begins, who answers whom, when, and with which words."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random

from bmp_networks.resources import load_toml
from bmp_networks.simulate.bonds import Bonds
from bmp_networks.simulate.clock import Clock
from bmp_networks.simulate.lines import Line
from bmp_networks.simulate.people import Person
from bmp_networks.simulate.plan import KINDS_OF_TIE, CommunityPlan
from bmp_networks.simulate.sentences import (
    call_by_name,
    choose_act,
    has_act,
    mention,
    new_slots,
    sentence,
    talk_topics,
    topic_of_outward,
)

MOST_ANSWERS = 9
_GO_ON = 0.62
_TO_OPENER = 0.6
_OPENER_BACK = 0.45
_MEDIA = 0.03
_BY_MENTION = 0.25
_TRIES = 30


class Talkers:
    """Says who may begin, answer and be called at a moment.

    Parameters
    ----------
    people
        The members.
    bonds
        Their ties.
    plan
        The shares of the kinds of tie, and of answers without a tie.
    rng
        Chance.
    """

    def __init__(self, people: Sequence[Person], bonds: Bonds, plan: CommunityPlan, rng: Random) -> None:
        self.people, self.bonds, self.rng = people, bonds, rng
        self._stray = plan.stray
        self._openers = {kind: self._weights(kind) for kind in KINDS_OF_TIE}
        self._kinds = list(KINDS_OF_TIE)
        shares = zip(KINDS_OF_TIE, plan.contact, strict=True)
        self._shares = [share if self._openers[kind][-1] > 0 else 0.0 for kind, share in shares]
        self._all = list(accumulate(0.0 if person.silent else person.activity for person in people))
        self._outward = list(accumulate(0.0 if person.silent else person.outward for person in people))

    def kind(self) -> str:
        """Choose the kind of tie along which a conversation runs."""
        return self.rng.choices(self._kinds, self._shares)[0] if any(self._shares) else KINDS_OF_TIE[0]

    def kind_for(self, number: int, kind: str) -> str:
        """Give the kind of tie if a member has any such tie, else the first kind she has."""
        own = [name for name in (kind, *KINDS_OF_TIE) if self.bonds.alters(number, name)[0]]
        return own[0] if own else kind

    def opener(self, at: float, kind: str) -> int | None:
        """Choose who begins: by how much she writes, among those with ties of the kind who are there."""
        return self._draw(self._openers[kind], at)

    def messenger(self, at: float) -> int | None:
        """Choose who brings news of an organisation."""
        return self._draw(self._outward, at)

    def answerer(self, to: int, kind: str, at: float) -> int | None:
        """Choose who answers somebody: mostly one tied to her by the kind, the stronger the tie the likelier."""
        if self.people[to].never_answered:
            return None
        others, summed = self.bonds.alters(to, kind)
        if not others or self.rng.random() < self._stray:
            found = self._draw(self._all, at)
            return found if found != to else None
        for _ in range(_TRIES):
            other = others[bisect(summed, self.rng.random() * summed[-1])]
            if self.people[other].writes_at(at):
                return other
        return None

    def _weights(self, kind: str) -> list[float]:
        return list(
            accumulate(
                person.activity if not person.silent and self.bonds.alters(person.number, kind)[0] else 0.0
                for person in self.people
            )
        )

    def _draw(self, summed: Sequence[float], at: float) -> int | None:
        if not summed[-1] > 0:
            return None
        for _ in range(_TRIES):
            number = min(bisect(summed, self.rng.random() * summed[-1]), len(summed) - 1)
            if self.people[number].writes_at(at):
                return number
        return None


class Conversations:
    """Invents one conversation after the other.

    Parameters
    ----------
    talkers
        Who may speak.
    clock
        When.
    plan
        Shares of greetings, of news from organisations, and of answers that call by name.
    rng
        Chance.
    """

    def __init__(self, talkers: Talkers, clock: Clock, plan: CommunityPlan, rng: Random) -> None:
        self._talkers, self._clock, self._plan, self._rng = talkers, clock, plan, rng
        content = load_toml("simulate/organisations_id.toml").content["organisation"]
        self._organisations = content[: plan.organisations]

    def next(self) -> list[Line]:
        """Invent a conversation: a beginning and what follows it; empty where nobody is there to begin."""
        at, chance = self._clock.begin(), self._rng.random()
        kind = self._talkers.kind()
        if chance < self._plan.outward_share and self._organisations:
            opener = self._talkers.messenger(at)
            if opener is None:
                return []
            return self._talk("outward", opener, self._talkers.kind_for(opener, kind), at)
        opener = self._talkers.opener(at, kind)
        if opener is None:
            return []
        is_greeting = chance > 1 - self._plan.greetings and not self._talkers.people[opener].never_answered
        return self._talk("greeting" if is_greeting else self._rng.choice(talk_topics()), opener, kind, at)

    def _talk(self, topic: str, opener: int, kind: str, at: float) -> list[Line]:
        slots = new_slots(topic, self._rng)
        coded = topic_of_outward(slots) if topic == "outward" else "social" if topic == "greeting" else topic
        person = self._talkers.people[opener]
        act = self._first_act(topic, person)
        actors: list[str] = []
        if topic == "outward":
            organisation = self._rng.choice(self._organisations)
            slots["org"] = self._rng.choice(organisation["variants"])
            actors = [organisation["id"]]
        text = sentence(topic, "open", act, slots, person.javanese, self._rng)
        lines = [Line(opener, at, text, act, coded, codes={"actors": actors} if actors else {})]
        if self._rng.random() < _MEDIA and topic != "greeting":
            lines.append(Line(opener, at + self._rng.uniform(0.2, 2), "", "other", coded, lines[0], is_media=True))
        elif topic != "greeting":
            self._maybe_call(lines[0], self._talkers.answerer(opener, kind, at))
        if self._rng.random() < person.answered:
            self._go_on(lines, topic, coded, kind, slots)
        return lines

    def _first_act(self, topic: str, person: Person) -> str:
        # Only questions show that somebody is never answered.
        if person.never_answered and has_act(topic, "open", "question"):
            return "question"
        return choose_act(topic, "open", self._rng)

    def _go_on(self, lines: list[Line], topic: str, coded: str, kind: str, slots: dict[str, str]) -> None:
        first = lines[0]
        while len(lines) < MOST_ANSWERS:
            answered = lines[-1] if len(lines) > 1 and self._rng.random() > _TO_OPENER else first
            answered = first if answered.is_media else answered
            if self._talkers.people[answered.speaker].never_answered:
                answered = first
            at = self._clock.answer_after(answered.at)
            back = answered is not first and answered.speaker != first.speaker and self._rng.random() < _OPENER_BACK
            back = back and topic != "greeting" and self._talkers.bonds.kind(first.speaker, answered.speaker) == kind
            speaker: int | None = first.speaker if back else self._talkers.answerer(answered.speaker, kind, at)
            if speaker is not None and speaker != answered.speaker and self._talkers.people[speaker].writes_at(at):
                place = "back" if speaker == first.speaker and topic != "greeting" else "reply"
                lines.append(self._answer(speaker, at, answered, topic, coded, place, slots))
            if self._rng.random() > _GO_ON:
                return

    def _answer(
        self, speaker: int, at: float, answered: Line, topic: str, coded: str, place: str, slots: dict[str, str]
    ) -> Line:
        act = choose_act(topic, place, self._rng, after=answered.act)
        text = sentence(topic, place, act, slots, self._talkers.people[speaker].javanese, self._rng)
        line = Line(speaker, at, text, act, coded, answered)
        self._maybe_call(line, answered.speaker)
        return line

    def _maybe_call(self, line: Line, other: int | None) -> None:
        """Let a message call somebody by name or mention, as often as the plan says."""
        if other is None or other == line.speaker or self._rng.random() >= self._plan.addressing:
            return
        call_somebody(line, self._talkers.people[other], self._rng)


def call_somebody(line: Line, person: Person, rng: Random) -> None:
    """Write into a message that it speaks to a person: by name, or by mention where no name is known."""
    if person.never_answered or person.silent or not person.writes_at(line.at):
        return
    if person.later_name:
        return  # which of two numbers a phone would print depends on when the mention was typed
    if person.call and rng.random() >= _BY_MENTION:
        line.text = call_by_name(line.text, person.call, rng)
    else:
        line.text = mention(line.text, person.digits)
        line.mentions = (person.digits,)
    line.addressees = (person.number,)
