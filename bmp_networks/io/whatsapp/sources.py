"""How a file was read, in the words of ``Source``: platform, shape, dates, languages, group, and what looks cut."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.chat import Source
from bmp_networks.io.whatsapp.archive import ExportText
from bmp_networks.io.whatsapp.dates import DateReading
from bmp_networks.io.whatsapp.records import Columns
from bmp_networks.io.whatsapp.shapes import Shape

_CAP, _CAP_WITH_MEDIA, _NEAR = 40_000, 10_000, 5
_OPENINGS = frozenset({"encryption_notice", "group_created"})
_GROUP_EVENTS = frozenset(
    {
        "group_created", "member_added", "member_joined", "member_left", "member_removed", "admin_promoted",
        "admin_demoted", "subject_changed", "icon_changed", "description_changed", "settings_changed",
        "invite_link_reset", "join_request", "community_linked", "community_unlinked", "group_ended",
    }
)  # fmt: skip


def describe_source(
    export: ExportText, shape: Shape, dates: DateReading, records: pd.DataFrame, columns: Columns, n_lines: int
) -> Source:
    """Say how a file was read.

    Its notes are those of opening it, and ``cap_reached`` (as many messages as WhatsApp exports at most),
    ``history_begins_in_mid_air`` (no notice of encryption or creation at the beginning), ``one_to_one`` (two people,
    nothing that only groups have), ``unknown_system_lines`` (system lines of unknown wording).
    """
    events = set(columns.event[columns.is_system].tolist())
    opening = set(columns.event[:10].tolist())
    left_truncated = not opening & _OPENINGS or int(records["line"].iloc[0]) > 1
    notes = list(export.notes)
    if _at_cap(records):
        notes.append("cap_reached")
    if left_truncated:
        notes.append("history_begins_in_mid_air")
    group = max(columns.groups, default=(0, None), key=lambda entry: entry[0])[1] or export.group_hint
    writers = set(pd.unique(columns.author).tolist()) - {None}
    if 1 <= len(writers) <= 2 and not events & _GROUP_EVENTS and not columns.groups:
        notes.append("one_to_one")
    if "unknown_system" in events:
        notes.append("unknown_system_lines")
    return Source(
        name=export.name,
        sha256=export.sha256,
        platform=_platform(shape, columns),
        shape=shape.key,
        date_order=dates.order,
        date_confidence=dates.confidence,
        date_reason=dates.reason,
        has_seconds=shape.signature.seconds,
        languages=tuple(language for language, _ in columns.languages.most_common()),
        encoding=export.encoding,
        group=group,
        n_lines=n_lines,
        left_truncated=left_truncated,
        notes=tuple(notes),
    )


def _at_cap(records: pd.DataFrame) -> bool:
    n_records, n_messages = len(records), int((records["i"].to_numpy() >= 0).sum())
    if any(abs(n - _CAP) <= _NEAR for n in (n_records, n_messages)):
        return True
    if not any(abs(n - _CAP_WITH_MEDIA) <= _NEAR for n in (n_records, n_messages)):
        return False
    return bool((records["attachment"].to_numpy() != None).any())  # noqa: E711 - an array of objects


def _platform(shape: Shape, columns: Columns) -> str:
    return "desktop" if columns.dashed and shape.signature.platform == "ios" else shape.signature.platform
