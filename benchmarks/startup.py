"""How long a person waits before anything happens: the door, the help, and the main job on a sample.

Run: python benchmarks/startup.py. Prints CPU seconds (user + system) and wall seconds, least and median of several
runs of whole processes, beside a bare ``python -c pass`` and ``import pandas`` in the same run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SAMPLE = HERE / "sample_chats" / "lipursari_android_id"
RUNS = 9


def measure(command: list[str], runs: int, cwd: str) -> tuple[list[float], list[float]]:
    cpu, wall = [], []
    for _ in range(runs):
        before, started = os.times(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=cwd)
        after = os.times()
        wall.append(time.perf_counter() - started)
        cpu.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return cpu, wall


def main() -> None:
    python = sys.executable
    known = ["--roster", str(SAMPLE / "roster.csv"), "--gazetteer", str(SAMPLE / "actors.csv")]
    cases = {
        "python -c pass": ([python, "-c", "pass"], RUNS),
        "import pandas": ([python, "-c", "import pandas"], RUNS),
        "import bmp_networks": ([python, "-c", "import bmp_networks"], RUNS),
        "bmp-networks --help": ([python, "-m", "bmp_networks", "--help"], RUNS),
        "bmp-networks report (177 messages)": (
            [
                python,
                "-m",
                "bmp_networks",
                "report",
                str(SAMPLE / "chat.txt"),
                *known,
                "-o",
                "page.html",
                "--key",
                "key",
            ],
            3,
        ),
    }
    print(f"{'':36s}{'CPU least':>10s}{'median':>8s}{'wall least':>12s}{'median':>8s}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (command, runs) in cases.items():
            cpu, wall = measure(command, runs, folder)
            print(
                f"{name:36s}{min(cpu):10.3f}{statistics.median(cpu):8.3f}{min(wall):12.3f}{statistics.median(wall):8.3f}"
            )


if __name__ == "__main__":
    main()
