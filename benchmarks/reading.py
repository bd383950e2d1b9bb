"""Read the same exports with this package, the barest line loop and other parsers: seconds, memory, what is right.

    python benchmarks/reading.py [--records 1000000] [--runs 3] [--readers ours,bare,whatstk,chat-miner,js] [--scaling]

Every reading happens in a process of its own, one after the other, imports not counted. CPU seconds are the best of the
runs, so that other work on the machine disturbs them least; compare the ratios of one run only. ``js`` is
whatsapp-chat-parser and needs ``npm install whatsapp-chat-parser`` in the working directory (or ``--node-modules``).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bare_loop import read_barely
from benchmarks.shared_data import shared_path

FORMATS = ("android_id", "android_us", "ios_id")
READERS = ("ours", "bare", "js", "whatstk", "chat-miner")
SCRIPT = """
const { parseString } = require('whatsapp-chat-parser');
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const start = process.cpuUsage();
const records = parseString(text);
const used = process.cpuUsage(start);
const rows = process.argv[3] ? records.map(r => [Math.floor(r.date.getTime() / 1000), r.author, r.message]) : [];
console.log(JSON.stringify({ seconds: (used.user + used.system) / 1e6, records: records.length, rows,
  megabytes: process.resourceUsage().maxRSS / 1024 }));
"""


def read_with(reader: str, path: str, shape: str) -> Any:
    """Read a file with one of the readers that are Python; imports come before the clock starts."""
    if reader == "ours":
        from bmp_networks.io.whatsapp.reader import read_chat

        return lambda: read_chat(path)
    if reader == "bare":
        return lambda: read_barely(path, shape)
    if reader == "whatstk":
        from whatstk import WhatsAppChat

        return lambda: WhatsAppChat.from_source(filepath=path)
    from chatminer.chatparsers import WhatsAppParser

    def mine() -> Any:
        parser = WhatsAppParser(path)
        parser.parse_file()
        return parser.parsed_messages.get_df()

    return mine


def rows_of(reader: str, result: Any) -> list[list[Any]]:
    """Give what was read as rows of seconds, author and text, as the battery expects them."""
    if reader == "ours":
        table = result.records
        authors = table["author_raw"].where(table["kind"] == "message", None)
        columns = (table["timestamp"].astype("int64"), authors, table["body_raw"])
    else:
        table = result.df if reader == "whatstk" else result
        names = ("date", "username", "message") if reader == "whatstk" else ("timestamp", "author", "message")
        at, author, text = (table[name] for name in names)
        columns = (pd.to_datetime(at).astype("datetime64[s]").astype("int64"), author, text)
    return [[int(at), author, text] for at, author, text in zip(*columns, strict=True)]


def run_here(reader: str, path: str, shape: str, *, with_rows: bool) -> dict[str, Any]:
    """Read once in this process and say how long it took, and how high memory rose above what the imports need."""
    read = read_with(reader, path, shape)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gc.collect()
    start = time.process_time()
    result = read()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    n = len(result.records) if reader == "ours" else len(result.df) if reader == "whatstk" else len(result)
    rows = rows_of(reader, result) if with_rows else []
    return {"seconds": seconds, "megabytes": (peak - before) / 1024, "records": n, "rows": rows}


def run_apart(reader: str, path: Path, shape: str, modules: Path, *, with_rows: bool = False) -> dict[str, Any] | None:
    """Read once in a process of its own; None where the reader fails or is not there."""
    if reader == "js":
        with tempfile.NamedTemporaryFile("w", suffix=".cjs", dir=modules.parent) as script:
            script.write(SCRIPT)
            script.flush()
            command = ["node", "--max-old-space-size=6000", script.name, str(path), *["rows"] * with_rows]
            done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}, check=False)
    else:
        command = [sys.executable, __file__, "--one", reader, str(path), shape, *["rows"] * with_rows]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        return None
    return answer


def make_file(folder: Path, shape: str, n: int) -> Path:
    """Write an export of n records, once."""
    path = folder / f"{shape}_{n}.txt"
    if not path.exists():
        subprocess.run(
            [sys.executable, shared_path("bench", "make_export.py"), shape, str(n), "40", folder], check=True
        )
    return path


def best_of(n_runs: int, reader: str, path: Path, shape: str, modules: Path) -> dict[str, Any] | None:
    answers = [run_apart(reader, path, shape, modules) for _ in range(n_runs)]
    return min((answer for answer in answers if answer), key=lambda answer: answer["seconds"], default=None)


def compare_speed(options: argparse.Namespace) -> None:
    """Print seconds, ratio to the barest loop, and memory as a multiple of the file."""
    for shape in FORMATS:
        path = make_file(options.folder, shape, options.records)
        size = path.stat().st_size / 1e6
        print(f"\n{shape}, {options.records:,} records, {size:.0f} MB")
        print(f"{'reader':<12}{'CPU s':>8}{'x bare':>8}{'MB':>8}{'x file':>8}{'records':>11}")
        answers = {name: best_of(options.runs, name, path, shape, options.node_modules) for name in options.readers}
        bare = (answers.get("bare") or {}).get("seconds", float("nan"))
        for name, answer in answers.items():
            if answer is None:
                print(f"{name:<12}{'fails':>8}")
                continue
            seconds, megabytes = answer["seconds"], answer["megabytes"]
            print(
                f"{name:<12}{seconds:>8.2f}{seconds / bare:>8.2f}{megabytes:>8.0f}"
                f"{megabytes / size:>8.1f}{answer['records']:>11,}"
            )


def show_scaling(options: argparse.Namespace) -> None:
    """Print how time grows with the file, and what a full export of a phone takes."""
    print(f"\n{'records':<12}" + "".join(f"{shape:>14}" for shape in FORMATS))
    for n in (40_000, 100_000, 1_000_000):
        cells = []
        for shape in FORMATS:
            answer = best_of(options.runs, "ours", make_file(options.folder, shape, n), shape, options.node_modules)
            cells.append(f"{answer['seconds']:>14.3f}" if answer else f"{'fails':>14}")
        print(f"{n:<12,}" + "".join(cells))


def forgiving(reader: str, rows: list[list[Any]]) -> list[list[Any]]:
    """Forgive others the line end of the file in the last text, and newest first."""
    rows = rows[::-1] if reader == "chat-miner" else rows
    return [*rows[:-1], [*rows[-1][:2], rows[-1][2].rstrip("\n")]] if rows and reader != "ours" else rows


def compare_battery(options: argparse.Namespace) -> None:
    """Print which of the small exports each reader reads right, to the letter."""
    folder = shared_path("export_battery")
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    readers = [reader for reader in options.readers if reader != "bare"]
    right = dict.fromkeys(readers, 0)
    print(f"\n{'case':<44}" + "".join(f"{reader:>12}" for reader in readers))
    for case in cases.values():
        marks = []
        for reader in readers:
            answer = run_apart(reader, folder / case["file"], "", options.node_modules, with_rows=True)
            is_right = answer is not None and forgiving(reader, answer["rows"]) == case["expected"]
            right[reader] += is_right
            marks.append("right" if is_right else "fails" if answer is None else "wrong")
        print(f"{case['what'][:43]:<44}" + "".join(f"{mark:>12}" for mark in marks))
    print(f"{'right of ' + str(len(cases)):<44}" + "".join(f"{right[reader]:>12}" for reader in readers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--readers", type=lambda text: text.split(","), default=list(READERS[:4]))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bmp_reading")
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"))
    parser.add_argument("--scaling", action="store_true", help="also 40,000, 100,000 and 1,000,000 records")
    parser.add_argument("--battery", action="store_true", help="only what is read right")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        reader, path, shape, *rest = options.one
        print(json.dumps(run_here(reader, path, shape, with_rows=bool(rest))))
        return
    options.node_modules = options.node_modules.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    if not options.battery:
        compare_speed(options)
    if options.scaling:
        show_scaling(options)
    compare_battery(options)


if __name__ == "__main__":
    main()
