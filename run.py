#!/usr/bin/env python3
"""Set up and run, with nothing but Python, pip and the internet: ``python3 run.py demo``, ``app`` or ``test``.

``demo`` makes two pages from an invented chat, ``app`` opens the facilitator's page, ``test`` runs all checks.
Everything is installed into ``.venv`` beside this file; nothing else on the computer is touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

CHECKS = (
    ("style", ["-m", "ruff", "check", "."]),
    ("layout", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("layers", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
    ("tests", ["-m", "pytest", "-q", "-n", "auto"]),  # several thousand tests: use every core
)


def main(words: list[str]) -> int:
    """Do what the first word says; further words go to the program or to pytest."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file meets Pythons that the package does not
        print("This needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 1
    if not words or words[0] not in ("demo", "app", "test"):
        print(__doc__)
        return 2
    what, rest = words[0], words[1:]
    if what == "app" and is_ready():
        return subprocess.call([str(PYTHON), "-m", "bmp_networks", *words])
    if not set_up({"test": "[test]", "app": "[app]"}.get(what, "")):
        return 1
    if what == "test":
        return run_checks(rest)
    return subprocess.call([str(PYTHON), "-m", "bmp_networks", what, *rest])


def is_ready() -> bool:
    """Say whether the page was installed before: then it opens without the internet."""
    words = [str(PYTHON), "-c", "import bmp_networks.app.launch"]
    return PYTHON.exists() and subprocess.call(words, stderr=subprocess.DEVNULL) == 0


def set_up(extras: str) -> bool:
    """Make the environment where it is missing, and install the package and what it needs into it."""
    if not PYTHON.exists() and not make_environment():
        return False
    print("Installing what is needed; the first time this takes a minute or two …", flush=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check"]
    if subprocess.call([*pip, "install", "--quiet", "--editable", f".{extras}"], cwd=HERE) == 0:
        return True
    print("The installation did not work. Is there an internet connection?")
    return False


def make_environment() -> bool:
    """Make ``.venv``; some systems ship Python without the part that puts pip into it, so pip is used from outside."""
    if subprocess.call([sys.executable, "-m", "venv", "--without-pip", str(VENV)]) == 0:
        return True
    print("Python could not make an environment in", VENV)
    return False


def run_checks(rest: list[str]) -> int:
    """Run every check, or only the tests where the person names some; say which failed."""
    failed = []
    for name, command in CHECKS if not rest else CHECKS[-1:]:
        print(f"== {name}", flush=True)
        if subprocess.call([str(PYTHON), *command, *rest], cwd=HERE) != 0:
            failed.append(name)
    if failed:
        print("These failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
