from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.errors import ContractError

MARKET = Contract(
    "stall",
    (
        Column("name", "text", "whose stall"),
        Column("jars", "count", "jars sold"),
        Column("price", "number", "price of a jar", "rupiah"),
        Column("open", "flag", "open today"),
        Column("since", "time", "first day", "day"),
        Column("goods", "list", "what is sold"),
    ),
)
ROW = {"name": "Ani", "jars": 3, "price": 12.5, "open": True, "since": "2018-11-05", "goods": ["tiwul"]}


def test_a_row_keeps_its_values_and_lists_become_tuples() -> None:
    table = MARKET.from_rows([ROW])
    assert table.iloc[0].tolist() == ["Ani", 3, 12.5, True, pd.Timestamp("2018-11-05"), ("tiwul",)]


def test_no_rows_make_an_empty_table_that_keeps_the_contract() -> None:
    assert len(MARKET.check(MARKET.from_rows([]))) == 0


def test_missing_text_stays_none_and_is_not_turned_into_a_word() -> None:
    assert MARKET.from_rows([ROW | {"name": None}])["name"][0] is None


def test_text_may_be_kept_as_a_category() -> None:
    table = MARKET.from_rows([ROW])
    assert MARKET.check(table.assign(name=table["name"].astype("category"))) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.drop(columns="jars"),
        lambda table: table.assign(extra=1),
        lambda table: table[list(reversed(table.columns))],
        lambda table: table.assign(jars=1.5),
        lambda table: table.assign(open="yes"),
        lambda table: table.assign(since="2018"),
        lambda table: table.assign(goods=table["goods"].astype("category")),
    ],
)
def test_a_table_that_breaks_its_contract_is_refused(spoil) -> None:
    with pytest.raises(ContractError, match="stall"):
        MARKET.check(spoil(MARKET.from_rows([ROW])))
