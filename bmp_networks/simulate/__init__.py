"""Invented communities with planted truth: who is tied to whom, who answers whom, who sells to whom, who drifts away.

Nothing in this room knows how the package reads or measures a chat: it is what those are tested with.
"""

from __future__ import annotations

from bmp_networks.simulate.communities import Community, simulate_community
from bmp_networks.simulate.plan import CommunityPlan
from bmp_networks.simulate.writing import write_community

__all__ = ["Community", "CommunityPlan", "simulate_community", "write_community"]
