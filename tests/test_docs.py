"""The code blocks of the README run as they stand, from the top of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
SETTING_UP = ("run.py", "pip install")
OWN_FILE = "WhatsApp"


def _blocks(name: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in BLOCK.finditer((HERE / name).read_text(encoding="utf-8"))]


LINES = [
    line
    for name in ("README.md", "README.id.md")
    for language, text in _blocks(name)
    if language == "sh"
    for line in text.splitlines()
    if line and not any(word in line for word in (*SETTING_UP, OWN_FILE))
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The samples in a folder of their own, so that nothing is written into the project."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "sample_chats", folder / "sample_chats")
    return folder


@pytest.mark.parametrize("line", dict.fromkeys(LINES))
def test_a_command_of_the_readme_works(line: str, project: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        line, shell=True, cwd=project, capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_python_of_the_readme_works(project: Path) -> None:
    code = "\n".join(text for language, text in _blocks("README.md") if language == "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "bonding" in done.stdout


def test_both_readmes_offer_the_same_two_commands() -> None:
    for name in ("README.md", "README.id.md"):
        commands = [text for _, text in _blocks(name) if "run.py" in text]
        assert [text.split("#")[0].strip() for text in commands] == ["python3 run.py demo", "python3 run.py test"]


@pytest.mark.parametrize("name", ["README.md", "README.id.md", "CONTRIBUTING.md", "sample_chats/README.md"])
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not ((HERE / name).parent / link).exists()] == []
