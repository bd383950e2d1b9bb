"""Read a million damaged exports, and files made to hurt: no crash, no hang, no line lost.

    python benchmarks/fuzz_reading.py [--inputs 1000000] [--seed 0] [--hostile]

Prints what was read and refused, the slowest input and, for hostile files, seconds and peak memory of each. An input
that breaks a promise is written to ``fuzz_failures/`` in the working directory, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.io.whatsapp.mutants import check_reading, mutate, whole_exports, wrap

HEADER = b"14/03/23 21.05 - "
SECONDS_PER_MB = 1.0
FAILURES = Path("fuzz_failures")
BATCH = 10_000


def zip_of(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one line of 50 MB": ("chat.txt", lambda: HEADER + b"Sari: " + b"a" * 50_000_000),
    "one line of 50 MB, no header": ("chat.txt", lambda: b"a" * 50_000_000),
    "one line of 50 MB of colons": ("chat.txt", lambda: HEADER + b"a: " * 17_000_000),
    "one line of 50 MB of headers": ("chat.txt", lambda: HEADER * 3_000_000),
    "one system line of 50 MB": ("chat.txt", lambda: HEADER + b"Sari added " * 4_500_000),
    "50 MB of brackets": ("chat.txt", lambda: b"[" * 50_000_000),
    "1,000,000 tiny lines": ("chat.txt", lambda: HEADER + b"Sari: a\n" + b"a\n" * 1_000_000),
    "1,000,000 empty lines": ("chat.txt", lambda: HEADER + b"Sari: a" + b"\n" * 1_000_000),
    "1,000,000 tiny records": ("chat.txt", lambda: (HEADER + b"S: a\n") * 1_000_000),
    "200,000 distinct authors": ("chat.txt", lambda: b"".join(HEADER + b"P%d: a\n" % n for n in range(200_000))),
    "200,000 people leaving": ("chat.txt", lambda: b"".join(HEADER + b"P%d keluar\n" % n for n in range(200_000))),
    "200,000 unknown lines": ("chat.txt", lambda: b"".join(HEADER + b"P%d berputar\n" % n for n in range(200_000))),
    "10 MB of stray bytes": ("chat.txt", lambda: HEADER + b"Sari: " + b"\xc3\xa9\xff" * 3_400_000),
    "10 MB of noise": ("chat.txt", lambda: random.Random(1).randbytes(10_000_000)),
    "member that swells to 1 GB": ("chat.zip", lambda: zip_of({"_chat.txt": b"\n" * 1_000_000_000})),
    "member of 60 MB, packed small": ("chat.zip", lambda: zip_of({"_chat.txt": (HEADER + b"S: a\n") * 2_700_000})),
    "zip in a zip": ("chat.zip", lambda: zip_of({"a.zip": zip_of({"_chat.txt": HEADER})})),
    "100,000 members": ("chat.zip", lambda: zip_of({f"{n}.txt": b"x" for n in range(100_000)})),
}


def run_mutants(n_inputs: int, seed: int) -> int:
    outcomes: Counter[str] = Counter()
    slowest = (0.0, b"")
    start = time.perf_counter()
    for batch in range(-(-n_inputs // BATCH)):
        rng = random.Random(f"{seed} {batch}")
        exports = whole_exports(rng.randrange(1 << 30))
        for _ in range(min(BATCH, n_inputs - batch * BATCH)):
            name, data = wrap(rng, mutate(rng, rng.choice(exports), exports))
            began = time.process_time()
            outcome = outcome_of(name, data)
            outcomes[outcome] += 1
            slowest = max(slowest, (time.process_time() - began, data))
            if outcome not in ("read", "refused"):
                keep(data, outcome)
        print(f"{batch * BATCH + BATCH:>9} inputs, {time.perf_counter() - start:6.0f} s: {dict(outcomes)}", flush=True)
    print(f"slowest input: {slowest[0] * 1000:.0f} ms for {len(slowest[1])} bytes")
    return sum(n for outcome, n in outcomes.items() if outcome not in ("read", "refused"))


def outcome_of(name: str, data: bytes) -> str:
    try:
        return check_reading(name, data)
    except Exception as error:  # every kind of crash is what is looked for
        return f"{type(error).__name__}: {str(error)[:60]}"


def keep(data: bytes, outcome: str) -> None:
    FAILURES.mkdir(exist_ok=True)
    path = FAILURES / f"{abs(hash((data, outcome))):016x}.bin"
    path.write_bytes(data)
    print(f"  broke: {outcome} -> {path}")


def run_hostile(only: str | None) -> int:
    """Read each hostile file in a process of its own, so that memory is its own as well."""
    if only:
        return read_hostile(only)
    n_broken = 0
    for what in HOSTILE:
        done = subprocess.run([sys.executable, __file__, "--hostile", "--only", what], capture_output=True, text=True)
        print(done.stdout.strip() or f"{what}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
        n_broken += done.returncode != 0
    return n_broken


def read_hostile(what: str) -> int:
    import resource

    name, make = HOSTILE[what]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    outcome = outcome_of(name, data)
    seconds = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    allowed = 1 + SECONDS_PER_MB * len(data) / 1e6
    verdict = "ok" if seconds <= allowed and outcome in ("read", "refused") else "BROKEN"
    print(f"{what:<32} {len(data) / 1e6:7.1f} MB {outcome:<8} {seconds:7.2f} s {grown:7.0f} MB more  {verdict}")
    return int(verdict != "ok")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    n_broken = run_hostile(options.only) if options.hostile else run_mutants(options.inputs, options.seed)
    return int(n_broken > 0)


if __name__ == "__main__":
    sys.exit(main())
