"""Read an exported WhatsApp group as a social network.

The front door: every public name, loaded when it is first used, so that importing this package costs almost nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_ROOMS = {
    "bmp_networks.errors": ("BmpError", "InputRefusedError"),
    "bmp_networks.containers.chat": ("Chat", "Source"),
    "bmp_networks.containers.roster": ("Roster", "Gazetteer"),
    "bmp_networks.containers.coding": ("Coding",),
    "bmp_networks.containers.graph": ("InteractionGraph",),
    "bmp_networks.containers.results": ("Ties", "Inequality", "Members", "ProductChains"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted([*_HOME, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'bmp_networks' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
