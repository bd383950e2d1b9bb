"""Reading material that lies beside the project on some machines; benchmarks stop, saying so, where it does not."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "shared"


def shared_path(*parts: str) -> Path:
    """Give a path below ``shared`` beside the project, or stop with a sentence."""
    path = ROOT.joinpath(*parts)
    if not path.exists():
        sys.exit(f"skipped: {'/'.join(parts)} does not lie beside the project on this machine")
    return path
