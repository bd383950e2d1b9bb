from __future__ import annotations

import shlex
import stat
import sys

import pytest

from bmp_networks.app.shortcut import batch_text, command_text, desktop_text, find_desktop, make_shortcut

PYTHON = "/home/Bu Ayu/100% $baru/bin/python"


@pytest.mark.parametrize(("system", "name"), [("linux", "bmp_networks.desktop"), ("darwin", "bmp_networks.command")])
def test_the_icon_is_put_on_the_desktop_and_may_be_run(tmp_path, system, name):
    place = make_shortcut(tmp_path / "Meja", system=system, python=PYTHON)
    assert place == tmp_path / "Meja" / name
    if sys.platform != "win32":
        assert place.stat().st_mode & stat.S_IXUSR


def test_windows_without_its_shell_gets_a_batch_file(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    place = make_shortcut(tmp_path, system="win32", python=r"C:\Bu Ayu\python.exe")
    assert place.name == "bmp_networks.bat"
    assert b'"C:\\Bu Ayu\\python.exe" -m bmp_networks app\r\n' in place.read_bytes()


def test_a_batch_file_keeps_a_percent_sign():
    assert "100%% " in batch_text("C:\\100% baru\\python.exe")


def test_a_desktop_entry_quotes_the_path_of_python():
    line = next(line for line in desktop_text(PYTHON).splitlines() if line.startswith("Exec="))
    assert line == 'Exec="/home/Bu Ayu/100%% \\$baru/bin/python" -m bmp_networks app'


def test_a_command_file_runs_what_it_says():
    assert shlex.split(command_text(PYTHON).splitlines()[1]) == ["exec", PYTHON, "-m", "bmp_networks", "app"]


def test_a_desktop_is_always_found(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_desktop("linux").name == "Desktop"
