"""Opening an export: a text file or a zip, in whatever encoding, becomes UTF-8 bytes; anything else is refused by name.

Everything happens in memory; nothing is unpacked to the disk.
"""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bmp_networks.io.whatsapp.encoding import looks_binary, to_utf8
from bmp_networks.io.whatsapp.file_names import group_from_name
from bmp_networks.io.whatsapp.refusals import SIZE_LIMIT, kind_of_bytes, kind_of_opening, refusal
from bmp_networks.io.whatsapp.zips import chat_of_zip

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PIECE = 1 << 20
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@dataclass(frozen=True)
class NamedBytes:
    """A file that is in memory already: from standard input (named ``-``) or dropped on the local page."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class ExportText:
    """The text of an export, whatever it came in.

    Parameters
    ----------
    name
        Name of the file as given, without its folder.
    data
        The text as UTF-8 without byte order mark, line ends untouched.
    encoding
        Encoding of the text as it was stored.
    sha256
        Hash of the bytes as given (of the zip where it was one), hexadecimal.
    group_hint
        Group name in the file's name, or in that of the chat inside the zip.
    notes
        What is worth telling a reader: ``legacy_encoding``, ``stray_bytes``, ``cut_character``.
    """

    name: str
    data: bytes = field(repr=False)
    encoding: str
    sha256: str
    group_hint: str | None = None
    notes: tuple[str, ...] = ()


def open_export(source: Path | str | NamedBytes) -> ExportText:
    """Open an exported chat: a text file, or the zip that a phone makes of chat and media.

    Raises
    ------
    InputRefusedError
        When there is no such file, it is a folder, may not be read, or is larger than one gigabyte.
    ArchiveError
        When it is a zip without a chat, with several, encrypted, damaged or too large; or another kind of archive.
    NotAnExportError
        When its first bytes say that it is something else: a document, a picture, another messenger's export.
    """
    if isinstance(source, NamedBytes):
        return _open_handle(io.BytesIO(source.data), source.name)
    path = Path(source)
    if path.is_dir():
        raise refusal("unreadable.folder", where=path.name or str(path))
    try:
        with path.open("rb") as handle:
            return _open_handle(handle, path.name)
    except FileNotFoundError:
        raise refusal("unreadable.missing", where=path.name) from None
    except PermissionError:
        raise refusal("unreadable.no_permission", where=path.name) from None
    except (OSError, ValueError):  # a failing disk; a name with a zero byte
        raise refusal("unreadable.failed", where=path.name) from None


def _open_handle(handle: BinaryIO, name: str) -> ExportText:
    if not handle.seekable():
        handle = io.BytesIO(handle.read())
    if handle.read(4) in ZIP_STARTS:
        # Read from where it lies: a zip with media can be much larger than its chat.
        sha256 = _hash(handle)
        member = chat_of_zip(handle, name)
        hint = group_from_name(member.name) or group_from_name(name)
        return _text(member.data, name, sha256, hint)
    if handle.seek(0, os.SEEK_END) > SIZE_LIMIT:
        raise refusal("unreadable.too_large", where=name)
    handle.seek(0)
    data = handle.read()
    return _text(data, name, hashlib.sha256(data).hexdigest(), group_from_name(name))


def _hash(handle: BinaryIO) -> str:
    handle.seek(0)
    digest = hashlib.sha256()
    while piece := handle.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _text(data: bytes, name: str, sha256: str, group_hint: str | None) -> ExportText:
    kind = kind_of_bytes(data)
    if kind == "other_archive":
        raise refusal("archive.other_archive", where=name)
    if kind:
        raise refusal("not_an_export.foreign", where=name, kind=kind)
    text = to_utf8(data)
    if looks_binary(text.data if text.encoding in _WIDE else data):
        raise refusal("not_an_export.binary", where=name)
    kind = kind_of_opening(text.data)
    if kind:
        raise refusal("not_an_export.foreign", where=name, kind=kind)
    return ExportText(name, text.data, text.encoding, sha256, group_hint, text.notes)
