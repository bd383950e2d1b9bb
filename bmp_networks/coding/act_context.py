"""Where a message stands in its thread: whether and by how many it is answered, and who answered before it."""

from __future__ import annotations

import numpy as np

from bmp_networks.coding.message_signs import MessageSigns

CONTEXT = (
    "answered",
    "answered by many",
    "goes on",
    "first to answer",
    "later to answer",
    "long pause",
    "begins thread",
)
_PAUSE = 3 * 3600.0


def thread_context(signs: MessageSigns, answers: np.ndarray) -> np.ndarray:
    """Give the columns of ``CONTEXT``, float32 of shape ``(n, 7)``.

    Parameters
    ----------
    signs
        The messages.
    answers
        How far each answers somebody else, shape ``(n,)``.
    """
    n = len(signs)
    answered, goes_on, before = [0.0] * n, [0.0] * n, [0.0] * n
    links = zip(signs.parents.tolist(), answers.tolist(), signs.p_answers.tolist(), strict=True)
    for i, (parent, far, linked) in enumerate(links):
        if parent >= 0:
            before[i] = min(answered[parent], 1.0) * far
            answered[parent] += far
            goes_on[parent] = max(goes_on[parent], linked - far)
    received = np.minimum(answered, 1.0)
    many = np.clip(np.array(answered) - 1.0, 0.0, 2.0)
    pause = np.diff(signs.seconds, prepend=signs.seconds[:1] - 2 * _PAUSE) > _PAUSE
    columns = [received, many, goes_on, answers - np.array(before), before, pause, (1 - answers) * received]
    return np.column_stack(columns).astype(np.float32)
