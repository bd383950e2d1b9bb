"""Finding the chat in a zip: among media, attached text files that look like it, and what a Mac adds."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from bmp_networks.io.whatsapp.encoding import to_utf8
from bmp_networks.io.whatsapp.file_names import IOS_MEMBER, base_name, group_from_name
from bmp_networks.io.whatsapp.refusals import SIZE_LIMIT, refusal

_HEAD = 1 << 14
_CANDIDATES = 40
# A chat packs five to twenty times smaller. What packs two hundred times smaller was made to fill a memory.
_RATIO_LIMIT = 200
_SMALL = 1 << 24
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
# Like the start of a record in any shape: a date of three numbers and a clock time, or the clock time first.
_RECORD_START = re.compile(
    r"^\W{0,4}(?:\d{1,4}\D{1,4}\d{1,2}\D{1,4}\d{1,4}\D{1,16}\d{1,2}[:.]\d{2}|\d{1,2}[:.]\d{2}\D.{0,12}\d{1,4}\D\d{1,2}\D\d{1,4})",
    re.MULTILINE,
)
_OFFICE = (
    ("word/", "word"),
    ("xl/", "spreadsheet"),
    ("ppt/", "slides"),
    ("META-INF/MANIFEST.MF", "app"),
    ("AndroidManifest.xml", "app"),
)
_TROUBLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, OverflowError)


@dataclass(frozen=True)
class Member:
    """A text inside a zip: its path there, and its bytes."""

    name: str
    data: bytes = field(repr=False)


def chat_of_zip(handle: BinaryIO, where: str) -> Member:
    """Find and unpack the chat of a zip.

    An iPhone calls it ``_chat.txt``; an Android phone gives it the name of an export. Attached text files are told
    from it by where they lie, by the chat naming them, and by their first lines.

    Raises
    ------
    ArchiveError
        When there is no chat, more than one, or it is encrypted, damaged, packed in an unknown way or too large.
    NotAnExportError
        When the zip is the file of an Office program, a book or an app.
    """
    try:
        with zipfile.ZipFile(handle) as archive:
            _refuse_other_programs(archive, where)
            return _read(archive, _choose(archive, where), where)
    except NotImplementedError:
        raise refusal("archive.packing", where=where) from None
    except RuntimeError:
        raise refusal("archive.encrypted", where=where) from None
    except _TROUBLE:
        raise refusal("archive.damaged", where=where) from None


def _refuse_other_programs(archive: zipfile.ZipFile, where: str) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = "book" if b"epub" in archive.read("mimetype") else "open_document"
        raise refusal("not_an_export.foreign", where=where, kind=kind)
    if "[Content_Types].xml" in names or "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        kind = next((kind for start, kind in _OFFICE if any(name.startswith(start) for name in names)), "")
        if kind:
            raise refusal("not_an_export.foreign", where=where, kind=kind)


def _choose(archive: zipfile.ZipFile, where: str) -> zipfile.ZipInfo:
    """Choose the member that is the chat."""
    members = [info for info in archive.infolist() if not _is_extra(info)]
    texts = [info for info in members if _name(info).lower().endswith(".txt")]
    named = [info for info in members if _is_named_like_a_chat(info)]
    ios = [info for info in texts if base_name(_name(info)).lower() == IOS_MEMBER]
    candidates = ios or named
    if not candidates:
        shallow = sorted(texts, key=_depth)[:_CANDIDATES]
        candidates = [info for info in shallow if _opens_like_a_chat(archive, info, where)]
    if not candidates:
        raise refusal("archive.nested" if _holds_zip(members) else "archive.no_chat", where=where)
    top = min(_depth(info) for info in candidates)
    candidates = [info for info in candidates if _depth(info) == top][:_CANDIDATES]
    if len(candidates) > 1:
        candidates = _without_attached(archive, candidates, where)
    if len(candidates) > 1:
        group = group_from_name(where)
        candidates = [info for info in candidates if group and group_from_name(_name(info)) == group] or candidates
    if len(candidates) > 1:
        raise refusal("archive.several_chats", where=where)
    return candidates[0]


def _without_attached(archive: zipfile.ZipFile, candidates: list[zipfile.ZipInfo], where: str) -> list[zipfile.ZipInfo]:
    """Leave out the candidates whose name another candidate mentions: they were sent as documents in that chat."""
    texts = {info.filename: to_utf8(_read(archive, info, where).data).data for info in candidates}
    attached = set()
    for info in candidates:
        name = base_name(_name(info)).encode("utf-8")
        if any(name in text for other, text in texts.items() if other != info.filename):
            attached.add(info.filename)
    return [info for info in candidates if info.filename not in attached] or candidates


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, limit: int | None = None) -> Member:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise refusal("archive.encrypted", where=where)
    bomb = info.file_size > _SMALL and info.file_size > _RATIO_LIMIT * max(info.compress_size, 1)
    if limit is None and (info.file_size > SIZE_LIMIT or bomb):
        raise refusal("archive.too_large", where=where)
    with archive.open(info) as stream:
        return Member(_name(info), stream.read() if limit is None else stream.read(limit))


def _opens_like_a_chat(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bool:
    head = to_utf8(_read(archive, info, where, limit=_HEAD).data).data.decode("utf-8", "replace")
    return bool(_RECORD_START.search(head))


def _is_named_like_a_chat(info: zipfile.ZipInfo) -> bool:
    name = _name(info)
    # Without ending too: some mail programmes drop it. Media keep theirs, and are no candidates.
    ending = PurePosixPath(base_name(name)).suffix.lower()
    return (ending == ".txt" or len(ending) not in (4, 5)) and group_from_name(name) is not None


def _is_extra(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder or what a Mac adds when it makes a zip."""
    name = _name(info)
    return info.is_dir() or "__MACOSX" in name or base_name(name).startswith("._")


def _holds_zip(members: list[zipfile.ZipInfo]) -> bool:
    return any(_name(info).lower().endswith(".zip") for info in members)


def _depth(info: zipfile.ZipInfo) -> int:
    return len([part for part in re.split(r"[/\\]", _name(info)) if part])


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name, read as UTF-8 also where the zip forgets to say so."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
