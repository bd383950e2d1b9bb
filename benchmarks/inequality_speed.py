"""How long inequality and members take in a large group: 40,000 messages, 300 members, B = 2,000, D = 200.

Run: python -m benchmarks.inequality_speed [--messages N] [--members N]
The group is invented. Reading and coding the export are not counted: every other command does them too.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bmp_networks.measures.members import screen_members
from bmp_networks.measures.spread import measure_spread
from bmp_networks.simulate import CommunityPlan, simulate_community, write_community
from bmp_networks.study import (
    Inputs,
    Plan,
    build_network,
    code_material,
    find_access,
    find_admins,
    read_material,
    spread_inequality,
    type_ties,
    vary_choices,
)


def measure(messages: int, members: int) -> None:
    """Print the CPU seconds of each step, and their sum."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "group"
        write_community(simulate_community(CommunityPlan(members=members, messages=messages, days=700), seed=1), folder)
        inputs = Inputs((folder / "chat.txt",), roster=folder / "roster.csv", gazetteers=(folder / "actors.csv",))
        plan = Plan()
        material = read_material(inputs, plan)
    coding = code_material(material, plan)
    graph = build_network(material, coding, plan)
    ties = type_ties(material, coding, graph, plan)
    seconds: dict[str, float] = {}

    def timed(step: str, since: float) -> float:
        seconds[step] = time.process_time() - since
        print(f"{step:42s} {seconds[step]:6.1f} s", flush=True)
        return time.process_time()

    at = time.process_time()
    access = find_access(material, graph, ties)
    at = timed("access", at)
    spread_inequality(material, coding, graph, ties, plan, access)
    at = timed("indices, intervals, bands", at)
    people = screen_members(graph, coding, material.chat, material.roster, material.gazetteer)
    at = timed("members and their states", at)
    measure_spread(
        graph, ties, coding, people, roster=material.roster, gazetteer=material.gazetteer, access=access,
        admins=find_admins(material.chat, material.roster),
    )  # fmt: skip
    at = timed("contrasts, groups, holdings, hierarchy", at)
    print(f"{'all of these':42s} {sum(seconds.values()):6.1f} s")
    vary_choices(material, coding, graph, ties, plan)
    timed("every other choice (on request)", at)
    print(f"{'with every other choice':42s} {sum(seconds.values()):6.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--members", type=int, default=300)
    chosen = parser.parse_args()
    measure(chosen.messages, chosen.members)
