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
    "bmp_networks.containers.agreement": ("Agreement",),
    "bmp_networks.io.whatsapp.reader": ("read_chat",),
    "bmp_networks.io.tables": ("read_roster", "read_aliases", "read_codes"),
    "bmp_networks.io.lexicons": ("read_gazetteer", "read_lexicon"),
    "bmp_networks.io.graphs": ("write_graph",),
    "bmp_networks.io.coding_sheet": ("write_coding_sheet",),
    "bmp_networks.io.qda": ("write_qda_project", "write_qda_codebook"),
    "bmp_networks.coding.coder": ("code_messages",),
    "bmp_networks.measures.network": ("build_graph",),
    "bmp_networks.measures.draws": ("draw_graphs",),
    "bmp_networks.measures.ties": ("classify_ties",),
    "bmp_networks.measures.inequality": ("measure_inequality",),
    "bmp_networks.measures.members": ("screen_members",),
    "bmp_networks.measures.uncertainty": ("measure_over_draws", "measure_uncertainty"),
    "bmp_networks.measures.chains": ("trace_products",),
    "bmp_networks.measures.agreement": ("measure_agreement",),
    "bmp_networks.figures.network": ("plot_network",),
    "bmp_networks.figures.lorenz": ("plot_lorenz",),
    "bmp_networks.figures.timelines": ("plot_products",),
    "bmp_networks.study": ("Inputs", "Plan", "Study", "run_study"),
    "bmp_networks.report": ("write_report",),
    "bmp_networks.simulate": ("Community", "CommunityPlan", "simulate_community", "write_community"),
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
