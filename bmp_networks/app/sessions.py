"""What the page is working on, in memory only: the files, the choices, the study, and how far the reading is."""

from __future__ import annotations

import secrets
import sys
import threading
import traceback
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bmp_networks.app.uploads import TEXT_LIMIT, ZIP_LIMIT, Upload, kind_of
from bmp_networks.app.words import PageRefusalError
from bmp_networks.errors import BmpError
from bmp_networks.io.whatsapp.archive import NamedBytes

if TYPE_CHECKING:
    from bmp_networks.app.results import Result

STEPS = ("open", "read", "code", "graph", "ties", "inequality", "members", "products", "page")
LATEST = 20_000
"""Messages looked at, the last ones of a longer chat: what a small laptop can hold and do within a minute or two.

Measured with 60 MB of files: 10,000 messages take 592 MiB, 20,000 take 711 MiB and more than twice the time.
"""

LARGE = 20 << 20
"""Bytes of all files from which only half as many are looked at, for the files themselves take room as well."""

MAX_FILES = 12
SUM_LIMIT = max(ZIP_LIMIT, TEXT_LIMIT)


@dataclass(frozen=True)
class Choices:
    """What a person can correct on the page: see ``Plan``."""

    date_order: str = "auto"
    me: str | None = None
    timezone: str = "Asia/Jakarta"


class StoppedError(Exception):
    """The reading goes on for nobody: the person began anew or closed the page."""


@dataclass
class Session:
    """The one conversation of the local page with one person.

    Every change happens under ``lock``. A reading runs in a thread of its own; ``run`` counts them, and one that is no
    longer the latest stops at its next step.
    """

    folder: Path
    uploads: list[Upload] = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)
    phase: str = "waiting"
    step: str = STEPS[0]
    error: BmpError | None = None
    result: Result | None = None
    secret: bytes | None = field(default=None, repr=False)
    run: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _count: int = 0

    def room_for(self, name: str, claimed: int | None) -> None:
        """Refuse a file for which there is no room beside the others, before it is received.

        Raises
        ------
        PageRefusalError
            When there are many files already, or all together would be too large.
        """
        with self.lock:
            if len(self.uploads) >= MAX_FILES:
                raise PageRefusalError("too_many", where=name, limit=MAX_FILES)
            if (claimed or 0) + sum(len(upload.file.data) for upload in self.uploads) > SUM_LIMIT:
                raise PageRefusalError("too_large", where=name, limit=SUM_LIMIT >> 20)

    def add(self, file: NamedBytes) -> Upload:
        """Take a file in; a new roster or key takes the place of the old one.

        Raises
        ------
        BmpError
            When it is nothing the page can use, or there is no room for it.
        """
        kind = kind_of(file)
        self.room_for(file.name, len(file.data))
        with self.lock:
            if kind == "chat" and any(other.file.data == file.data for other in self.uploads):
                raise PageRefusalError("twice", where=file.name)
            self._count += 1
            upload = Upload(self._count, kind, file)
            kept = [other for other in self.uploads if kind == "chat" or other.kind != kind]
            self.uploads = [*kept, upload]
            if kind == "key":
                self.secret = bytes.fromhex(file.data.decode("ascii").strip())
            self.error = None
            return upload

    def remove(self, number: int) -> None:
        """Let a file go."""
        with self.lock:
            self.uploads = [upload for upload in self.uploads if upload.number != number]
            self.error = None

    def begin(self, choices: Choices, lang: str) -> None:
        """Start reading in a thread of its own; what an earlier reading gave stays until this one is done.

        Raises
        ------
        PageRefusalError
            When there is no chat to read, or a reading is on its way.
        """
        with self.lock:
            if self.phase == "reading":
                raise PageRefusalError("busy")
            if not self.files("chat"):
                raise PageRefusalError("no_chat")
            self.run += 1
            self.phase, self.step, self.error = "reading", STEPS[0], None
            work = threading.Thread(target=self._read, args=(self.run, choices, lang), daemon=True)
        work.start()

    def stop(self) -> None:
        """Stop a reading on its way, at its next step; the files and an earlier result stay."""
        with self.lock:
            self.run += 1
            self.phase = "waiting" if self.result is None else "done"

    def forget(self) -> None:
        """Let everything go, also a reading on its way; the key of the pseudonyms stays until the page is closed."""
        with self.lock:
            self.run += 1
            self.uploads, self.result, self.error = [], None, None
            self.choices, self.phase = Choices(), "waiting"

    def files(self, kind: str) -> list[NamedBytes]:
        """Give the files of a kind, in the order in which they came."""
        with self.lock:
            return [upload.file for upload in self.uploads if upload.kind == kind]

    def set_roster(self, file: NamedBytes) -> None:
        """Put what the person filled in on the page in the place of the roster.

        Raises
        ------
        TableError
            When a value is not allowed.
        """
        self.add(file)

    def project_secret(self) -> bytes:
        """Give the key of the pseudonyms: the one given, else the project's own, else one for this session only."""
        with self.lock:
            if self.secret is None:
                from bmp_networks.privacy import KEY_BYTES, find_or_make_key

                place = self.folder / ".bmp" / "key"
                kept = place.is_file()
                self.secret = find_or_make_key((), path=place).secret if kept else secrets.token_bytes(KEY_BYTES)
            return self.secret

    def _read(self, run: int, choices: Choices, lang: str) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the page says the same in the person's language
                result = self._study(run, choices, lang)
        except StoppedError:
            return
        except BmpError as error:
            self._end(run, error=error)
        except MemoryError:
            self._end(run, error=PageRefusalError("memory"))
        except Exception as error:
            tell_bug(error)
            self._end(run, error=PageRefusalError("bug"))
        else:
            self._end(run, result=result, choices=choices)

    def _study(self, run: int, choices: Choices, lang: str) -> Result:
        from bmp_networks.app.results import Result
        from bmp_networks.study import Inputs, Plan, run_study

        roster = self.files("roster")
        inputs = Inputs(tuple(self.files("chat")), roster=roster[0] if roster else None)
        plan = replace(
            Plan(latest=self._latest()), date_order=choices.date_order, me=choices.me, timezone=choices.timezone
        )
        study = run_study(inputs, plan, progress=lambda step: self._at(run, step))
        self._at(run, "page")
        result = Result(study, self.project_secret(), inputs)
        result.page("facilitator", lang)
        return result

    def _latest(self) -> int:
        n_bytes = sum(len(file.data) for file in self.files("chat"))
        return LATEST if n_bytes <= LARGE else LATEST // 2

    def _at(self, run: int, step: str) -> None:
        with self.lock:
            if run != self.run:
                raise StoppedError
            self.step = step

    def _end(self, run: int, **changes: Any) -> None:
        with self.lock:
            if run != self.run:
                return
            for name, value in changes.items():
                setattr(self, name, value)
            # A correction that cannot be read leaves what was there before.
            self.phase = "done" if self.result is not None else "waiting"


def tell_bug(error: BaseException) -> None:
    """Print where an unexpected error happened, and of what kind it is; its words may quote the chat."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    sys.stderr.write(f"{type(error).__name__} at {places}\n")
