"""A coded chat as a corpus folder of ConvoKit, the toolbox for the study of conversations.

The folder holds what ``convokit.Corpus(filename=folder)`` loads: ``utterances.jsonl``, ``speakers.json``,
``conversations.json``, ``corpus.json`` and ``index.json``. A conversation is a message that opens something new with
all that answer it, directly or not; its id is the id of that opener. Reply links are the most probable ones.

References
----------
Chang et al. (2020), *ConvoKit: A toolkit for the analysis of conversations*, doi:10.18653/v1/2020.sigdial-1.8
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import plain_number, write_whole

SOMEBODY = "somebody"
"""Stands for authors of whom ``speakers`` says nothing: accounts that are no persons."""

CORPUS_FILES = ("utterances.jsonl", "speakers.json", "conversations.json", "corpus.json", "index.json")

_KINDS = {str: "<class 'str'>", int: "<class 'int'>", float: "<class 'float'>", list: "<class 'list'>",
          bool: "<class 'bool'>"}  # fmt: skip


def write_convokit(
    coding: Coding, chat: Chat, folder: Path, *, speakers: Mapping[str, str] | None = None, texts: bool = True
) -> None:
    """Write a coded chat as a folder that ConvoKit loads.

    Parameters
    ----------
    coding
        Who answers whom, acts, topics, products and stages; they become metadata of the utterances.
    chat
        The chat it was read from.
    folder
        Made where it is missing; files of an earlier corpus in it are replaced.
    speakers
        Author as in the export → name to show, for example a pseudonym; the authors as they are where None.
    texts
        Whether the text of the messages is written. A pseudonym beside the text hides nobody, for the text holds names.

    Raises
    ------
    InputRefusedError
        When the folder cannot be written.
    """
    known = {name: name for name in chat.messages["author"]} if speakers is None else speakers
    utterances = list(_utterances(coding, chat, known, texts=texts))
    speakers_of = Counter(utterance["speaker"] for utterance in utterances)
    conversations = Counter(utterance["conversation_id"] for utterance in utterances)
    corpus = {
        "name": (chat.group or "") if texts else "", "reply_rule": coding.rule, "with_texts": texts,
        "word_lists": list(coding.versions),
        "clock": "timestamps are seconds of the phone's wall clock, as if it stood in UTC",
    }  # fmt: skip
    people = {name: {"meta": {"messages": n}, "vectors": []} for name, n in sorted(speakers_of.items())}
    threads = {name: {"meta": {"messages": n}, "vectors": []} for name, n in conversations.items()}
    index = {
        "utterances-index": _index(utterance["meta"] for utterance in utterances),
        "speakers-index": _index(one["meta"] for one in people.values()),
        "conversations-index": _index(one["meta"] for one in threads.values()),
        "overall-index": _index([corpus]),
        "version": 1,
        "vectors": [],
    }
    lines = "".join(json.dumps(utterance) + "\n" for utterance in utterances)
    contents = (lines, *(json.dumps(content) for content in (people, threads, corpus, index)))
    _write(folder, dict(zip(CORPUS_FILES, contents, strict=True)))


def _write(folder: Path, contents: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputRefusedError(
            f"the folder cannot be made ({error.strerror or 'the system refused'})",
            where=str(folder),
            hint="name a folder that is new or that can be written",
        ) from None
    for name, content in contents.items():
        # ConvoKit opens its files in the encoding of the system: JSON in ASCII reads the same in all of them.
        data = content.encode("ascii")
        write_whole(folder / name, lambda place, data=data: place.write_bytes(data))  # type: ignore[misc]


def _utterances(coding: Coding, chat: Chat, speakers: Mapping[str, str], *, texts: bool) -> Iterator[dict[str, Any]]:
    messages, coded = chat.messages, coding.messages
    ids = list(coded["id"])
    parents = [-1 if np.isnan(j) else int(j) for j in coded["reply_to"]]
    openers = conversation_openers(parents)
    seconds = messages["timestamp"].to_numpy().astype("datetime64[s]")
    media = [kind or "" for kind in messages["media"]]
    columns = [coded[name] for name in ("act", "topic", "products", "stages", "addressees", "p_reply", "p_new")]
    for i, (author, text, *codes) in enumerate(zip(messages["author"], coded["text"], *columns, strict=True)):
        act, topic, products, stages, addressees, p_reply, p_new = codes
        reply_to = None if parents[i] < 0 else ids[parents[i]]
        meta = {
            "i": i, "sent_at": str(seconds[i]), "act": act, "topic": topic, "products": list(products),
            "stages": list(stages), "addressees": [speakers[name] for name in addressees if name in speakers],
            "p_reply": plain_number(float(p_reply)), "p_new": plain_number(float(p_new)), "media": media[i],
            "words": len((text or "").split()),
        }  # fmt: skip
        yield {
            "id": ids[i], "conversation_id": ids[openers[i]], "speaker": speakers.get(author, SOMEBODY),
            "text": (text or "") if texts else "",
            # ConvoKit writes "reply-to" and reads both; other readers look for "reply_to".
            "reply-to": reply_to, "reply_to": reply_to,
            "timestamp": int(seconds[i].astype(np.int64)), "meta": meta, "vectors": [],
        }  # fmt: skip


def conversation_openers(parents: Sequence[int]) -> list[int]:
    """Give for each message the one that opened its conversation; a parent of -1 opens one, others come earlier."""
    openers: list[int] = []
    for i, parent in enumerate(parents):
        openers.append(i if parent < 0 else openers[parent])
    return openers


def _index(metas: Any) -> dict[str, list[str]]:
    """Say of which kind each piece of metadata is, as ConvoKit's index does."""
    found: dict[str, list[str]] = {}
    for meta in metas:
        for name, value in meta.items():
            kinds = found.setdefault(name, [])
            kind = _KINDS.get(type(value))
            if kind is not None and kind not in kinds:
                kinds.append(kind)
    return found
