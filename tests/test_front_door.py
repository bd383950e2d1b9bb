from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import bmp_networks

PACKAGE = Path(bmp_networks.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
VERBS = (
    "read_", "code_", "build_", "draw_", "classify_", "measure_", "screen_", "trace_", "assess_", "plot_", "write_",
    "run_", "simulate_", "merge_",
)  # fmt: skip
NAMES = [name for name in bmp_networks.__all__ if not name.startswith("__")]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_leads_somewhere(name: str) -> None:
    assert getattr(bmp_networks, name) is not None


@pytest.mark.parametrize("name", [name for name in NAMES if name[0].islower()])
def test_a_public_function_begins_with_a_verb_of_the_family(name: str) -> None:
    assert name.startswith(VERBS)


@pytest.mark.parametrize("name", [name for name in NAMES if name[0].islower()])
def test_a_public_function_says_what_it_raises_or_gives(name: str) -> None:
    text = inspect.getdoc(getattr(bmp_networks, name)) or ""
    assert any(section in text for section in ("Parameters\n", "Returns\n", "Raises\n")), name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        bmp_networks.nothing  # noqa: B018 - asking is the test


def test_opening_the_door_loads_no_heavy_library() -> None:
    program = (
        "import sys, bmp_networks; print([m for m in ('pandas', 'numpy', 'igraph', 'matplotlib') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    functions = [node for owner in (tree, *classes) for node in owner.body if isinstance(node, ast.FunctionDef)]
    bare = [] if ast.get_docstring(tree) else ["the module"]
    bare += [node.name for node in classes if not ast.get_docstring(node)]
    for node in functions:
        # The help of a command is its sentence; it stands in the texts, in two languages.
        is_command = any(word in ast.unparse(d) for d in node.decorator_list for word in ("command", "group"))
        if not node.name.startswith("_") and not is_command and not ast.get_docstring(node):
            bare.append(node.name)
    assert bare == []


def test_tests_stand_where_their_module_stands() -> None:
    tests = Path(__file__).parent
    whole = {"test_front_door.py", "test_docs.py", "test_notebooks.py", "test_samples.py", "shared_data.py"}
    strangers = []
    for path in tests.rglob("test_*.py"):
        folder = path.relative_to(tests).parent
        if path.name not in whole and not (PACKAGE / folder).is_dir():
            strangers.append(str(path))
    assert strangers == []
