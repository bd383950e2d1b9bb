from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from bmp_networks.errors import DataFileError
from bmp_networks.resources import META_KEYS, data_bytes, load_csv, load_toml

DATA = Path(str(resources.files("bmp_networks"))) / "data"
TOML_FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml"))
CSV_FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.csv") if path.parent.name != "sample")
LANGUAGE_TWINS = sorted(
    name for name in TOML_FILES if name.startswith("texts/") and name.endswith("_id.toml") and "errors" not in name
)


@pytest.mark.parametrize("name", TOML_FILES)
def test_every_toml_file_says_where_it_comes_from(name: str) -> None:
    assert all(load_toml(name).meta[key] for key in META_KEYS)


@pytest.mark.parametrize("name", CSV_FILES)
def test_every_csv_file_says_where_it_comes_from_and_has_whole_rows(name: str) -> None:
    assert load_csv(name).content


@pytest.mark.parametrize("name", LANGUAGE_TWINS)
def test_a_text_that_stands_in_indonesian_stands_in_english_too(name: str) -> None:
    def keys(table: dict[str, object], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            found |= keys(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
        return found

    assert keys(load_toml(name).content) == keys(load_toml(name.replace("_id.toml", "_en.toml")).content)


def test_a_data_file_that_is_not_there_is_named() -> None:
    with pytest.raises(DataFileError, match=r"texts/nothing\.toml"):
        data_bytes("texts/nothing.toml")


@pytest.mark.parametrize("name", [*TOML_FILES, *CSV_FILES])
def test_the_list_of_sources_names_every_data_file(name: str) -> None:
    assert f"`{name}`" in (DATA / "SOURCES.md").read_text(encoding="utf-8")
