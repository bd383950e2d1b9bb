"""What the page is told: where the work stands, which files are in, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bmp_networks.app.sessions import STEPS
from bmp_networks.app.words import told

if TYPE_CHECKING:
    from bmp_networks.app.sessions import Session


def state_of(session: Session, lang: str) -> dict[str, Any]:
    """Give everything the page shows outside the report, as JSON values."""
    with session.lock:
        result = session.result
        return {
            "phase": session.phase,
            "run": session.run,
            "step": session.step,
            "step_number": STEPS.index(session.step),
            "steps": len(STEPS),
            "files": [
                {"number": upload.number, "name": upload.file.name, "kind": upload.kind, "bytes": len(upload.file.data)}
                for upload in session.uploads
            ],
            "error": None if session.error is None else told(session.error, lang),
            "result": None if result is None else _described(session, lang),
        }


def _described(session: Session, lang: str) -> dict[str, Any]:
    from bmp_networks.app.readings import describe  # heavy, and loaded long before there is a result

    assert session.result is not None
    names, messages = session.result.removed
    read = describe(session.result.study.chat, session.choices, lang)
    return {**read, "removed": {"names": names, "messages": messages}}
