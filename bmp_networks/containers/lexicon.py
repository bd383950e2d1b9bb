"""``Lexicon``: the words by which products, stages and other codes are recognised; data, not code."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

TERMS = Contract(
    "term of a lexicon",
    (
        Column("field", "text", "what it codes: product or stage"),
        Column("code", "text", "product id or stage"),
        Column("phrase", "text", "one or several words, as folded"),
        Column("weight", "number", "how surely the phrase means the code, 0 to 1"),
        Column("needs", "list", "codes or words one of which must stand in the message too"),
        Column("not_if", "list", "words that rule the phrase out when they stand beside it"),
        Column("language", "text", "language of the phrase"),
        Column("source", "text", "title and version of the file it comes from"),
    ),
)


@dataclass(frozen=True)
class Lexicon:
    """The words of products and stages, from the packaged files and a person's own.

    Parameters
    ----------
    terms
        Table under the contract ``TERMS``.
    versions
        ``title version`` of every file it was made of, for the provenance.
    """

    terms: pd.DataFrame
    versions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        TERMS.check(self.terms)
