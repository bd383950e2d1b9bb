"""A study as the page shows and saves it: pages for both readers, tables, people."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Any

from bmp_networks.app.workbook import workbook
from bmp_networks.privacy import Key, pseudonyms
from bmp_networks.report.files import shared_tables
from bmp_networks.report.page import render_report
from bmp_networks.study import Study

AUDIENCES = ("facilitator", "research")
# The library that draws keeps settings in one place for all threads.
_DRAWING = threading.Lock()


class Result:
    """A study and what has been made of it so far.

    Parameters
    ----------
    study
        What is shown.
    secret
        Key of the pseudonyms in the view for sharing.
    """

    def __init__(self, study: Study, secret: bytes) -> None:
        self.study = study
        self._secret = secret
        self._pages: dict[tuple[str, str], str] = {}

    def page(self, audience: str, lang: str) -> str:
        """Give the report as one page, made when it is first asked for.

        Parameters
        ----------
        audience
            ``facilitator`` with names, ``research`` with pseudonyms.
        """
        with _DRAWING:
            if (audience, lang) not in self._pages:
                names = self._labels | self.names_for(audience)
                self._pages[audience, lang] = render_report(self.study, audience=audience, lang=lang, names=names)
            return self._pages[audience, lang]

    def tables(self, audience: str, lang: str) -> bytes:
        """Give the tables as one .xlsx file, under names or pseudonyms; nobody to greet, and no message, is in it."""
        return workbook(shared_tables(self.study, self.names_for(audience)), lang)

    def names_for(self, audience: str) -> dict[str, str]:
        """Say under which name each member is shown."""
        nodes = self.study.graph.nodes
        members = nodes[nodes["kind"] == "member"]
        if audience == "facilitator":
            return dict(zip(members["node"], members["label"], strict=True))
        return pseudonyms(members["node"], Key(self._secret))

    @cached_property
    def _labels(self) -> dict[str, str]:
        nodes = self.study.graph.nodes
        return dict(zip(nodes["node"], nodes["label"], strict=True))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many messages each name of the export wrote."""
        counted: dict[str, Any] = self.study.chat.messages["author"].value_counts().to_dict()
        return {str(name): int(n) for name, n in counted.items()}
