"""Messages as the models of acts and topics see them, for tests."""

from __future__ import annotations

from typing import Any

import numpy as np

from bmp_networks.coding.message_signs import MessageSigns
from bmp_networks.text import tokenize_all


def signs(*lines: Any, n_products: int = 0) -> MessageSigns:
    """Make signs from ``(author, text, message answered or -1, media, deleted)``, one minute apart."""
    full = [(*line, *(None, False)[len(line) - 3 :]) for line in lines]
    n = len(full)
    parents = np.array([parent for _, _, parent, *_ in full], dtype=np.int64)
    none = np.zeros(n, dtype=np.int64)
    return MessageSigns(
        texts=[text for _, text, *_ in full],
        tokens=tokenize_all([text for _, text, *_ in full]),
        authors=[author for author, *_ in full],
        seconds=np.arange(n) * 60.0,
        parents=parents,
        p_answers=(parents >= 0).astype(float),
        media=[media for *_, media, _ in full],
        bare=np.array([media is not None and not text for _, text, _, media, _ in full], dtype=bool),
        deleted=np.array([deleted for *_, deleted in full], dtype=bool),
        n_products=none + n_products,
        n_prices=none,
        n_quantities=none,
        n_addressees=none,
        n_stages=none,
        n_actors=none,
    )
