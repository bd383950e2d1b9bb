from __future__ import annotations

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
NOTEBOOKS = sorted((HERE / "notebooks").glob("*.py"))


@pytest.mark.filterwarnings("ignore")  # the notebook machinery warns about its own event loops
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    jupytext = pytest.importorskip("jupytext")
    nbclient = pytest.importorskip("nbclient")
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    notebook = jupytext.read(path)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_ends_with_what_it_does_not_show(path: Path) -> None:
    assert "What this does not show" in path.read_text(encoding="utf-8").rpartition("# %% [markdown]")[2]
