"""Text, codes and coded passages for NVivo, ATLAS.ti, MAXQDA and QualCoder: the REFI-QDA exchange format.

A ``.qdpx`` project is a zip of ``project.qde`` and the plain text; a ``.qdc`` codebook holds the code tree alone. The
same coding gives the same bytes: GUIDs are derived from what they name, and the time of the last message stands for
the time of coding.

References
----------
REFI-QDA standard 1.5 and schema of 18 March 2019, https://www.qdasoftware.org
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import ACTS, STAGES, TOPICS, Coding
from bmp_networks.io.output import write_whole
from bmp_networks.io.qda_text import AMOUNTS, CHOSEN, LABELLED, Code, Selection, codes_of, selections_of, transcript_of
from bmp_networks.resources import load_toml

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "bmp_networks"

CODE_ORDER = ("products", "stages", "prices", "quantities", "places", "actors", "addressees", "act", "topic")
"""The fields as they stand in the code tree."""

_CLOSED: dict[str, Sequence[str]] = {"stages": STAGES, "act": ACTS, "topic": TOPICS}
# Okabe and Ito's colours, safe for colour-blind eyes.
_COLOURS = dict(zip(CODE_ORDER, ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000",
                                 "#999999"), strict=True))  # fmt: skip

_HOME = uuid.uuid5(uuid.NAMESPACE_URL, CODEBOOK_NAMESPACE)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_NO_TIME = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class _Project:
    """What a project is told apart by: the seed of its GUIDs, its name, and the time that stands on everything."""

    seed: str
    name: str
    at: str

    def guid(self, *parts: object) -> str:
        return _guid(self.seed, *parts)


def _guid(*parts: object) -> str:
    return str(uuid.uuid5(_HOME, "\x1f".join(str(part) for part in parts)))


def write_qda_project(coding: Coding, chat: Chat, target: Path) -> None:
    """Write a REFI-QDA project: the chat as plain text, the code tree, and every coded passage with its coder.

    A code stands where a word of the message tells it; a code of the whole message (act, topic, a product carried
    over) stands on the whole message. Each coder is a user.

    Parameters
    ----------
    target
        The .qdpx file, written whole or not at all.

    Raises
    ------
    InputRefusedError
        When the file cannot be written.
    """
    project = _identity(coding, chat)
    transcript = transcript_of(coding, chat)
    source, maker = project.guid("source"), _guid("user", _coders(coding)[0])
    root = ET.Element(
        "Project",
        {
            "xmlns": PROJECT_NAMESPACE,
            "name": project.name,
            "origin": ORIGIN,
            "creatingUserGUID": maker,
            "creationDateTime": project.at,
        },
    )
    users = ET.SubElement(root, "Users")
    for coder in _coders(coding):
        ET.SubElement(users, "User", {"guid": _guid("user", coder), "name": _clean(coder)})
    ET.SubElement(root, "CodeBook").append(_code_tree(coding))
    sources = ET.SubElement(root, "Sources")
    text = ET.SubElement(
        sources,
        "TextSource",
        {
            "guid": source,
            "name": project.name,
            "plainTextPath": f"internal://{source}.txt",
            "creatingUser": maker,
            "creationDateTime": project.at,
        },
    )
    _add_selections(text, selections_of(coding, transcript), project)
    # Without a byte order mark: some programs would count it as the first character.
    plain = transcript.text.encode("utf-8", errors="replace")
    _write_zip(target, {"project.qde": _as_bytes(root), f"Sources/{source}.txt": plain})


def write_qda_codebook(coding: Coding, target: Path) -> None:
    """Write the code tree alone as a REFI-QDA codebook (.qdc), to code another chat by the same codes.

    Raises
    ------
    InputRefusedError
        When the file cannot be written.
    """
    root = ET.Element("CodeBook", {"xmlns": CODEBOOK_NAMESPACE, "origin": ORIGIN})
    root.append(_code_tree(coding))
    write_whole(target, lambda path: path.write_bytes(_as_bytes(root)))


def _identity(coding: Coding, chat: Chat) -> _Project:
    name = Path(chat.sources[0].name).stem if chat.sources else ""
    times = chat.messages["timestamp"]
    seed = hashlib.sha256("\n".join(source.sha256 for source in chat.sources).encode()).hexdigest()
    return _Project(
        seed,
        _clean(_NOT_IN_FILE_NAMES.sub("_", name)).strip(" .-") or "chat",
        times.max().strftime("%Y-%m-%dT%H:%M:%SZ") if len(times) else _NO_TIME,
    )


def _coders(coding: Coding) -> list[str]:
    """List the coders, the machine first."""
    return sorted({"machine", *coding.messages["coder"]}, key=lambda coder: (coder != "machine", coder))


def _code_tree(coding: Coding) -> ET.Element:
    """Make the code tree: fields, and below them the closed lists and every label in use."""
    labels: dict[str, set[str]] = {field: set() for field in CODE_ORDER}
    names = (*LABELLED, *AMOUNTS, *CHOSEN)
    for cells in zip(*(coding.messages[name].tolist() for name in names), strict=True):
        for code in codes_of(dict(zip(names, cells, strict=True))):
            labels[code[0]].update(code[1:])
    for field, closed in _CLOSED.items():
        labels[field].update(closed)
    times = Counter(label for field in CODE_ORDER for label in labels[field])
    codes = ET.Element("Codes")
    for field in CODE_ORDER:
        parent = _add_code(codes, (field,), field, is_codable=field in AMOUNTS)
        closed = _CLOSED.get(field, ())
        for label in [*closed, *sorted(labels[field] - set(closed))]:
            # Some programs keep one list of names: the act "other" and the topic "other" must differ there.
            name = label if times[label] == 1 else f"{label} ({field})"
            _add_code(parent, (field, label), name, is_codable=True)
    return codes


def _add_code(parent: ET.Element, code: Code, name: str, *, is_codable: bool) -> ET.Element:
    element = ET.SubElement(
        parent,
        "Code",
        {
            "guid": _guid("code", *code),
            "name": _clean(name),
            "isCodable": str(is_codable).lower(),
            "color": _COLOURS[code[0]],
        },
    )
    if meaning := _meaning(code):
        ET.SubElement(element, "Description").text = meaning
    return element


def _meaning(code: Code) -> str:
    """Explain a code of a closed list, or a field, in Indonesian and in English."""
    sheets = [load_toml(f"texts/coding_sheet_{lang}.toml").content for lang in ("id", "en")]
    found = [(sheet["columns"] if len(code) == 1 else sheet.get(code[0], {})).get(code[-1]) for sheet in sheets]
    return " / ".join(text for text in found if text)


def _add_selections(text: ET.Element, selections: Iterable[Selection], project: _Project) -> None:
    """Add the coded passages; the coder and the time stand on each, because some programs read them only there."""
    for selection in selections:
        place = (selection.start, selection.end, selection.coder)
        made = {"creatingUser": _guid("user", selection.coder), "creationDateTime": project.at}
        passage = ET.SubElement(
            text,
            "PlainTextSelection",
            {
                "guid": project.guid("selection", *place),
                "name": f"{selection.start},{selection.end}",
                "startPosition": str(selection.start),
                "endPosition": str(selection.end),
                **made,
            },
        )
        for code in selection.codes:
            coded = ET.SubElement(passage, "Coding", {"guid": project.guid("coding", *place, *code), **made})
            ET.SubElement(coded, "CodeRef", {"targetGUID": _guid("code", *code)})


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _as_bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    declared: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return declared + b"\n"


def _write_zip(target: Path, files: dict[str, bytes]) -> None:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name)  # its date is 1980, whatever the clock says
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
                archive.writestr(entry, content)

    write_whole(target, write)
