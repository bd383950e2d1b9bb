"""Everything this package raises on purpose.

::

    BmpError
    ├── InputRefusedError        what a person gave cannot be used; the command line says so and exits with 1
    │   ├── NotAnExportError     the file is something else than a WhatsApp export (it is named)
    │   ├── ArchiveError         a zip without a chat, encrypted, or too large
    │   ├── DateReadingError     the dates cannot be read, or not in the order asked for
    │   ├── EmptyChatError       there is no message to analyse
    │   └── TableError           a roster, gazetteer, lexicon or coding does not fit its description
    ├── ContractError            a table inside the program breaks its own contract (a bug)
    └── DataFileError            a data file of the package is broken (a bug, or an edited installation)

A message says what was found, where, and what to do next. It never quotes a message of the chat, a name or a
number: tracebacks travel by e-mail.
"""

from __future__ import annotations


class BmpError(Exception):
    """Something this package refuses, with what was found, where, and what to do next.

    Parameters
    ----------
    message
        One sentence that says what was found.
    where
        The file (and line) it was found in; empty when there is none.
    hint
        What the person can do next; empty when there is nothing.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\nHint: {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class InputRefusedError(BmpError):
    """What a person gave cannot be used; the command line prints it and exits with 1.

    Attributes
    ----------
    reason, kind
        Keys of the texts file ``refusals``, for those who say it in another language; empty where it has no entry.
    """

    reason: str = ""
    kind: str = ""


class NotAnExportError(InputRefusedError):
    """The file is not a WhatsApp chat export."""


class ArchiveError(InputRefusedError):
    """The zip holds no chat, is encrypted, or is larger than what is read."""


class DateReadingError(InputRefusedError):
    """The dates of the file cannot be read, or not in the order asked for."""


class EmptyChatError(InputRefusedError):
    """There is no message to analyse."""


class TableError(InputRefusedError):
    """A roster, gazetteer, lexicon or coding file does not fit its description."""


class ContractError(BmpError):
    """A table inside the program breaks its own contract."""


class DataFileError(BmpError):
    """A data file of the package is broken."""
