"""A study as the page shows and saves it: pages for both readers, tables, people, the export under other names."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Any

import pandas as pd

from bmp_networks.app.workbook import workbook
from bmp_networks.privacy import Key
from bmp_networks.report.files import full_tables
from bmp_networks.report.page import render_report
from bmp_networks.sharing.anonymizing import Anonymized, anonymize
from bmp_networks.sharing.effect import effect_of_removal
from bmp_networks.sharing.shared import share_study
from bmp_networks.study import Inputs, Study

AUDIENCES = ("facilitator", "sharing")
# The library that draws keeps settings in one place for all threads.
_DRAWING = threading.Lock()


class Result:
    """A study and what has been made of it so far.

    Parameters
    ----------
    study
        What is shown.
    secret
        Key of the invented names in the export under other names.
    inputs
        The files it was made of.
    """

    def __init__(self, study: Study, secret: bytes, inputs: Inputs) -> None:
        self.study = study
        self._secret = secret
        self._inputs = inputs
        self._pages: dict[tuple[str, str], str] = {}
        self._making = threading.Lock()

    def page(self, audience: str, lang: str) -> str:
        """Give the report as one page, made when it is first asked for.

        Parameters
        ----------
        audience
            ``facilitator`` with names, ``sharing`` with sums only.
        """
        with _DRAWING:
            if (audience, lang) not in self._pages:
                names = self.names if audience == "facilitator" else None
                self._pages[audience, lang] = render_report(self.study, audience=audience, lang=lang, names=names)
            return self._pages[audience, lang]

    def tables(self, audience: str, lang: str) -> bytes:
        """Give the tables as one .xlsx file, with names or as sums; nobody to greet, and no message, is in it."""
        if audience == "facilitator":
            return workbook(full_tables(self.study, self.names), lang)
        return workbook(share_study(self.study).tables, lang, shared=True)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name to be printed for each node."""
        nodes = self.study.graph.nodes
        return dict(zip(nodes["node"], nodes["label"], strict=True))

    @property
    def anonymized(self) -> Anonymized:
        """The export under other names, made when it is first asked for."""
        with self._making:
            return self._anonymized

    @cached_property
    def _anonymized(self) -> Anonymized:
        study = self.study
        return anonymize(study.chat, Key(self._secret), roster=study.roster, gazetteer=study.gazetteer)

    @property
    def effect(self) -> pd.DataFrame:
        """What taking people out changed: each headline with everybody and without them."""
        with self._making:
            return self._effect

    @cached_property
    def _effect(self) -> pd.DataFrame:
        return effect_of_removal(self._inputs, self.study.plan)

    @property
    def removed(self) -> tuple[int, int]:
        """How many names were taken out for want of consent, and how many messages."""
        counts = self.study.provenance["counts"]
        return int(counts["names_without_consent"]), int(counts["messages_without_consent"])

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many messages each name of the export wrote."""
        counted: dict[str, Any] = self.study.chat.messages["author"].value_counts().to_dict()
        return {str(name): int(n) for name, n in counted.items()}
