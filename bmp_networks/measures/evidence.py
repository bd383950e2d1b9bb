"""Message ids as evidence: each once, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable


def sort_evidence(ids: Iterable[str]) -> tuple[str, ...]:
    """Give message ids once each, ascending by source, then by line, as numbers: ``1:9`` before ``1:10``."""
    return tuple(sorted(set(ids), key=_place))


def _place(identifier: str) -> tuple[int, int]:
    source, _, line = identifier.partition(":")
    return int(source), int(line)
