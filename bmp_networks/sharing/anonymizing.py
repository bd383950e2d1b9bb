"""An export under other names: what is needed to read the group as a network stays, what leads to a person goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from bmp_networks.coding.coder import code_messages
from bmp_networks.coding.reply_words import stem
from bmp_networks.containers.chat import RECORDS, Chat
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.roster import PEOPLE, Gazetteer, Roster
from bmp_networks.containers.tables import Column, Contract
from bmp_networks.io.whatsapp.phrases import MARKS
from bmp_networks.privacy import Key
from bmp_networks.sharing.identifiers import hidden_attachment, without_addresses
from bmp_networks.sharing.inventing import NameMaker
from bmp_networks.sharing.known_names import KnownNames, homonyms, known_names
from bmp_networks.sharing.rewriting import Edit, Rewriter, applied
from bmp_networks.text import clean_name, fold, tokenize, tokenize_all

_SUM = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_MARK = re.compile(f"[{MARKS}]")

REPLACED = Contract(
    "word replaced or left",
    (
        Column("what", "text", "replaced; left: looks like a name and stays, for a person to check"),
        Column(
            "kind",
            "text",
            "contact name, name, phone, account, link, mail, handle, plate; for what is left, why it stays",
        ),
        Column("written", "text", "as it stands in the export"),
        Column("new", "text", "what stands for it; missing where it stays"),
        Column("n", "count", "how often"),
    ),
)
"""What was replaced and what was left: it names everybody, and is for the owner of the export only."""


@dataclass(frozen=True)
class Anonymized:
    """An export under other names, with roster and organisations rewritten the same way.

    Parameters
    ----------
    chat
        The export; lines that were not understood are left out.
    roster
        The people, None where none was given.
    organisations
        Rows of the project's own organisations, as they were read, None where none was given.
    changes
        Table under ``REPLACED``.
    """

    chat: Chat
    roster: Roster | None
    organisations: pd.DataFrame | None
    changes: pd.DataFrame

    @property
    def n_replaced(self) -> int:
        """How many places of messages and system lines were rewritten."""
        return int(self.changes.loc[self.changes["what"] == "replaced", "n"].sum())

    @property
    def n_left(self) -> int:
        """How many different words look like names and were left."""
        return int((self.changes["what"] == "left").sum())


def anonymize(
    chat: Chat,
    key: Key,
    *,
    roster: Roster | None = None,
    gazetteer: Gazetteer,
    lexicon: Lexicon | None = None,
    shift_days: int = 0,
    also: Sequence[str] = (),
    group: str | None = None,
) -> Anonymized:
    """Replace names, numbers and addresses in a chat, its roster and its organisations, each the same way everywhere.

    Parameters
    ----------
    key
        The project's key: the same key gives the same names for the same chat.
    gazetteer
        Organisations around the group; rows of the project's own are rewritten.
    shift_days
        Days by which every record is moved; whole weeks keep the days of the week.
    also
        Further words to be hidden wherever they stand, for example a small village.
    group
        Another name for the group.
    """
    messages = chat.messages
    texts = [body or "" for body in messages["body"]]
    tokens = tokenize_all(texts)
    # Only for the places of names, products and sums: the cheapest reply rule will do.
    coding = code_messages(chat, roster, gazetteer=gazetteer, lexicon=lexicon, reply_rule="previous_other")
    names = known_names(chat, tokens, roster, gazetteer, also)
    words = {token.text for message in tokens for token in message}
    maker = NameMaker(key, frozenset(words | {stem(word) for word in words}), homonyms())
    sums = frozenset(int(digits) for text in texts for digits in _SUM.findall(text))
    rewriter = Rewriter(names, maker, key, sums, _said(texts))
    records = _records(chat, rewriter, coding.messages["spans"].tolist(), (chat.group, group))
    records["timestamp"] = records["timestamp"] + pd.Timedelta(days=shift_days)
    sources = tuple(
        replace(source, name="chat.txt", group=group or _text(source.group, rewriter)) for source in chat.sources
    )
    rewritten = Chat(RECORDS.check(records), sources, chat.unread.iloc[:0])
    changes = _changes(rewriter, names)
    return Anonymized(rewritten, _roster(roster, rewriter, shift_days), _organisations(gazetteer, rewriter), changes)


def _said(texts: Sequence[str]) -> frozenset[str]:
    """Give the words of the messages, addresses left out; only words that stand there in small letters."""
    plain = [without_addresses(text) for text in texts]
    return frozenset(
        token.text
        for text, message in zip(plain, tokenize_all(plain), strict=True)
        for token in message
        if not text[token.start].isupper()
    )


def _records(
    chat: Chat,
    rewriter: Rewriter,
    spans: Sequence[Sequence[Mapping[str, Any]]],
    group: tuple[str | None, str | None],
) -> pd.DataFrame:
    records = chat.records.copy()
    rows = records.to_dict("records")
    columns: dict[str, list[Any]] = {name: [] for name in ("author", "author_raw", "body", "body_raw", "attachment")}
    old_group, new_group = group
    for row in rows:
        is_message = row["i"] >= 0
        body, raw = row["body"] or "", row["body_raw"] if isinstance(row["body_raw"], str) else row["body"] or ""
        own = spans[row["i"]] if is_message else ()
        if is_message and (row["deleted"] or (row["media"] and not row["attachment"])):
            first = len(body.partition("\n")[0])  # what WhatsApp wrote stays
            edits = [edit for edit in rewriter.text(body, own, row["author"]) if edit.start >= first]
        else:
            edits = rewriter.text(body, own, row["author"])
        raw, body = applied(raw, _in_raw(body, raw, edits)), applied(body, edits)
        if row["attachment"]:
            body, raw = hidden_attachment(body, rewriter.address), hidden_attachment(raw, rewriter.address)
        if not is_message and old_group and new_group:
            body, raw = body.replace(old_group, new_group), raw.replace(old_group, new_group)
        columns["body"].append(body if row["body"] is not None else None)
        columns["body_raw"].append(raw if isinstance(row["body_raw"], str) else None)
        columns["attachment"].append(
            hidden_attachment(row["attachment"], rewriter.address) if row["attachment"] else None
        )
        author, printed = row["author"], row["author_raw"]
        columns["author"].append(rewriter.name(author) if author else None)
        if author:
            rewriter.replaced["contact name", author, rewriter.name(author)] += 1
        columns["author_raw"].append(_printed(printed, author, rewriter, group))
    for name, cells in columns.items():
        records[name] = pd.Series(cells, index=records.index, dtype=object)
    records["actor"] = pd.Series([_who(cell, rewriter) for cell in records["actor"]], index=records.index, dtype=object)
    for name in ("targets", "mentions"):
        cells = [tuple(_who(one, rewriter) for one in cell) for cell in records[name]]
        records[name] = pd.Series(cells, index=records.index, dtype=object)
    return records


def _printed(
    printed: str | None, author: str | None, rewriter: Rewriter, group: tuple[str | None, str | None]
) -> str | None:
    """Write the author field as printed: the new name with the marks around it."""
    if not isinstance(printed, str):
        return None
    cleaned = clean_name(printed)
    if author is None and cleaned == group[0]:
        return group[1] or _text(cleaned, rewriter)
    new = rewriter.name(author or cleaned)
    return printed.replace(cleaned, new) if cleaned and cleaned in printed else new


def _who(name: str | None, rewriter: Rewriter) -> str | None:
    if not isinstance(name, str) or name.startswith("<"):
        return name if isinstance(name, str) else None
    return rewriter.name(name)


def _text(text: str | None, rewriter: Rewriter) -> str | None:
    return applied(text, rewriter.text(text)) if text else text


def _in_raw(body: str, raw: str, edits: Sequence[Edit]) -> list[Edit]:
    """Move changes of the clean text to where they stand among the marks of the text as printed."""
    if raw == body:
        return list(edits)
    places = [place for place, letter in enumerate(raw) if not _MARK.match(letter)]
    clean = "".join(raw[place] for place in places)
    begin = clean.find(body)
    if begin < 0 or not body:
        return []
    return [edit._replace(start=places[begin + edit.start], end=places[begin + edit.end - 1] + 1) for edit in edits]


def _roster(roster: Roster | None, rewriter: Rewriter, shift_days: int) -> Roster | None:
    if roster is None:
        return None
    people = roster.people.copy()
    names = set(people["name"])
    people["person"] = [rewriter.name(person) if person in names else person for person in people["person"]]
    for column in ("kin_of", "close_to"):
        cells = [tuple(rewriter.name(who) if who in names else who for who in cell) for cell in people[column]]
        people[column] = pd.Series(cells, index=people.index, dtype=object)
    people["name"] = [rewriter.name(name) for name in people["name"]]
    for column in ("community", "village", "organisation", "role"):
        people[column] = pd.Series(
            [_text(cell, rewriter) or None for cell in people[column]], index=people.index, dtype=object
        )
    for column in ("joined", "left"):
        people[column] = people[column] + pd.Timedelta(days=shift_days)
    return Roster(PEOPLE.check(people))


def _organisations(gazetteer: Gazetteer, rewriter: Rewriter) -> pd.DataFrame | None:
    rows = gazetteer.organisations
    own = rows[rows["source"] == "project"].reset_index(drop=True)
    if own.empty:
        return None
    own["name"] = [_text(cell, rewriter) for cell in own["name"]]
    own["variants"] = [tuple(_text(variant, rewriter) or "" for variant in variants) for variants in own["variants"]]
    own["why"] = pd.Series([_text(cell, rewriter) or None for cell in own["why"]], dtype=object)
    own["id"] = [_text(cell, rewriter) for cell in own["id"]]
    return own


def _changes(rewriter: Rewriter, names: KnownNames) -> pd.DataFrame:
    rows = [
        {"what": "replaced", "kind": kind, "written": old, "new": new, "n": n}
        for (kind, old, new), n in sorted(rewriter.replaced.items(), key=lambda item: (item[0][0], fold(item[0][1])))
    ]
    left = [*((word, why, n) for (word, why), n in rewriter.left.items())]
    left += [(word, "product, place, office or common word in a contact name", n) for word, n in names.kept.items()]
    rows += [
        {"what": "left", "kind": why, "written": word, "new": None, "n": n}
        for word, why, n in sorted(left, key=lambda one: (one[1], -one[2], one[0]))
        if tokenize(word)
    ]
    return REPLACED.from_rows(rows)
