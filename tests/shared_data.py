"""Reading material that lies beside the project on some machines; tests skip, saying so, where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "shared"


def shared_path(*parts: str) -> Path:
    """Give a path below ``shared`` beside the project, or skip the test with a sentence."""
    path = ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} does not lie beside the project on this machine")
    return path
