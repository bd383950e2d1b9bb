"""The barest reader of an exported chat: one regular expression a line, no field typed, the measure of all others."""

from __future__ import annotations

import re
import sys
import time

HEADERS = {
    "android_id": r"(\d\d/\d\d/\d\d \d\d\.\d\d) - (?:([^:]*): )?(.*)",
    "android_us": "(\\d{1,2}/\\d{1,2}/\\d\\d, \\d{1,2}:\\d\\d\u202f[AP]M) - (?:([^:]*): )?(.*)",
    "ios_id": "\u200e?\\[(\\d\\d/\\d\\d/\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d)\\] (?:([^:]*): )?(.*)",
}


def read_barely(path: str, shape: str) -> list[list[str]]:
    """Give time, author and text of each record as printed; other lines belong to the record before them."""
    match = re.compile(HEADERS[shape], re.DOTALL).match
    records: list[list[str]] = []
    with open(path, encoding="utf-8", newline="\n") as lines:  # noqa: PTH123 - as bare as can be
        for line in lines:
            found = match(line)
            if found:
                records.append(list(found.groups()))
            elif records:
                records[-1][2] += line
    return records


if __name__ == "__main__":
    start = time.process_time()
    n = len(read_barely(sys.argv[1], sys.argv[2]))
    print(n, round(time.process_time() - start, 3))
