"""An icon on the desktop that starts the page: .desktop on Linux, .command on macOS, .lnk (else .bat) on Windows."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

NAME = "bmp_networks"
_WORDS = ("-m", "bmp_networks", "app")
# Values travel in the environment, so that no path can become a command.
_LINK = (
    "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:BMP_TARGET);"
    "$link.TargetPath = $env:BMP_PYTHON; $link.Arguments = $env:BMP_WORDS;"
    "$link.WorkingDirectory = $env:BMP_FOLDER; $link.WindowStyle = 7; $link.Save()"
)


def make_shortcut(desktop: Path | None = None, *, system: str = sys.platform, python: str = sys.executable) -> Path:
    """Put an icon that starts the page on the desktop, and give its place.

    Parameters
    ----------
    desktop
        Where it is put; the person's desktop by default.
    system
        As ``sys.platform`` names it.
    python
        The program that runs the package.

    Raises
    ------
    OSError
        When it cannot be written.
    """
    desktop = desktop or find_desktop(system)
    desktop.mkdir(parents=True, exist_ok=True)
    if system == "win32":
        return _for_windows(desktop, python)
    ending, text = (".command", command_text(python)) if system == "darwin" else (".desktop", desktop_text(python))
    target = desktop / f"{NAME}{ending}"
    target.write_text(text, encoding="utf-8", newline="\n")
    target.chmod(0o755)
    return target


def find_desktop(system: str = sys.platform) -> Path:
    """Find the person's desktop; it has other names in other languages, and may lie in the cloud's folder."""
    asks = {
        "win32": ["powershell", "-NoProfile", "-Command", "[Environment]::GetFolderPath('Desktop')"],
        "linux": ["xdg-user-dir", "DESKTOP"],
    }
    try:
        done = subprocess.run(asks.get(system, ["false"]), capture_output=True, text=True, timeout=20, check=False)
        found = Path(done.stdout.strip())
        if done.returncode == 0 and done.stdout.strip() and found.is_dir() and found != Path.home():
            return found
    except (OSError, subprocess.TimeoutExpired):
        pass
    return Path.home() / "Desktop"


def desktop_text(python: str) -> str:
    """Give the text of a Linux desktop entry."""
    quoted = python.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`")
    command = " ".join([f'"{quoted}"'.replace("%", "%%"), *_WORDS])
    lines = ("[Desktop Entry]", "Type=Application", f"Name={NAME}", f"Exec={command}", "Terminal=true")
    return "\n".join((*lines, "Categories=Education;", ""))


def command_text(python: str) -> str:
    """Give the text of a macOS command file."""
    return f"#!/bin/sh\nexec {shlex.join([python, *_WORDS])}\n"


def batch_text(python: str) -> str:
    """Give the text of a Windows batch file: UTF-8 first, because a folder may be named after a person."""
    return "\r\n".join(("@echo off", "chcp 65001 >nul", f'"{python.replace("%", "%%")}" {" ".join(_WORDS)}', ""))


def _for_windows(desktop: Path, python: str) -> Path:
    target = desktop / f"{NAME}.lnk"
    values = {"TARGET": str(target), "PYTHON": python, "WORDS": " ".join(_WORDS), "FOLDER": str(Path.home())}
    environment = {**os.environ, **{f"BMP_{key}": value for key, value in values.items()}}
    try:
        words = ["powershell", "-NoProfile", "-Command", _LINK]
        done = subprocess.run(words, env=environment, capture_output=True, timeout=60, check=False)
        if done.returncode == 0 and target.is_file():
            return target
    except (OSError, subprocess.TimeoutExpired):
        pass
    batch = desktop / f"{NAME}.bat"
    batch.write_bytes(batch_text(python).encode("utf-8"))
    return batch
