"""How soon the local page answers, and how much memory a 60 MB export takes on it (Linux).

::

    python benchmarks/local_page.py [MEGABYTES]

The export is invented: forty people, 411,000 lines. Goals: an answer within 1.5 s of the command, at most 700 MB.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "sample_chats"
SAID = re.compile(r".{5,20} - [^:]+: (.*)")


def invented_export(megabytes: int) -> bytes:
    chance = random.Random(1)
    chats = (SAMPLES / name / "chat.txt" for name in ("lipursari_android_id", "kios_android_en"))
    texts = [m[1] for chat in chats for line in chat.read_text("utf-8").splitlines() if (m := SAID.match(line))]
    at, lines, size = datetime(2015, 1, 1), [], 0
    while size < megabytes * 1_000_000:
        at += timedelta(minutes=chance.choice([0, 1, 1, 2, 5, 9, 40]))
        text = f"{chance.choice(texts)} {chance.choice(texts)}"
        lines.append(f"{at:%d/%m/%y %H.%M} - Mbak Contoh {chance.randrange(40)}: {text}\n".encode())
        size += len(lines[-1])
    return b"".join(lines)


class Page:
    def __init__(self) -> None:
        began = time.perf_counter()
        words = [sys.executable, "-m", "bmp_networks", "app", "--no-browser"]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self.host, path = re.search(r"http://([\d.:]+)(/\S+)", self.process.stdout.readline()).groups()
        self.headers = {"Origin": f"http://{self.host}"}
        self.headers["Cookie"] = self.send("GET", path)[0].getheader("set-cookie").partition(";")[0]
        self.send("GET", "/")
        self.seconds_to_ready = time.perf_counter() - began

    def send(self, method: str, path: str, body: bytes | None = None) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=600)
        connection.request(method, path, body=body, headers=self.headers)
        response = connection.getresponse()
        return response, response.read()

    def most_memory(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def started_and_closed() -> float:
    page = Page()
    page.send("POST", "/close", b"{}")
    page.process.wait(20)
    return page.seconds_to_ready


def main() -> None:
    export = invented_export(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    print(f"ready after {min(started_and_closed() for _ in range(5)):.2f} s, the best of five")
    page = Page()
    began = time.perf_counter()
    page.send("PUT", "/files?name=chat.txt", export)
    print(
        f"{len(export) / 1e6:.0f} MB taken in after {time.perf_counter() - began:.1f} s, {page.most_memory():.0f} MiB"
    )
    page.send("POST", "/read", b"{}")
    state = {"phase": "reading"}
    while state["phase"] == "reading":
        time.sleep(0.5)
        state = json.loads(page.send("GET", "/state")[1])
    result = state["result"] or {}
    print(f"{result.get('messages')} messages in a report after {time.perf_counter() - began:.1f} s")
    print(f"most memory {page.most_memory():.0f} MiB; error: {state['error']}")
    page.send("POST", "/close", b"{}")
    page.process.wait(20)


if __name__ == "__main__":
    main()
