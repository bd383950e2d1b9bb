"""What the local page says, in both languages, and refusals in its words."""

from __future__ import annotations

from typing import Any

from bmp_networks.errors import BmpError
from bmp_networks.resources import load_toml

LANGUAGES = ("id", "en")


class PageRefusalError(BmpError):
    """Something the local page refuses; its words stand in the texts file ``app`` under ``refused``."""

    def __init__(self, reason: str, *, where: str = "", **values: object) -> None:
        self.reason = reason
        self.values = values
        message, hint = self.sentences("en")
        super().__init__(message, where=where, hint=hint)

    def sentences(self, lang: str) -> tuple[str, str]:
        """Give the sentence and the hint in ``id`` or ``en``."""
        texts = app_words(lang)["refused"]
        return texts[self.reason].format(**self.values), texts.get(f"{self.reason}_hint", "").format(**self.values)


def app_words(lang: str) -> dict[str, Any]:
    """Give everything the page says in ``id`` or ``en``."""
    words: dict[str, Any] = load_toml(f"texts/app_{lang}.toml").content
    return words


def told(error: BmpError, lang: str) -> dict[str, str]:
    """Give an error as the page shows it: the file it is about, the sentence, and what to do next."""
    if isinstance(error, PageRefusalError):
        message, hint = error.sentences(lang)
    else:
        from bmp_networks.io.refusals import sentences_of

        message, hint = sentences_of(error, lang)
    return {"where": error.where, "message": _as_sentence(message), "hint": _as_sentence(hint)}


def _as_sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop: on the page a refusal stands alone."""
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else text + "."
