"""What each message mainly does: asks, answers, offers, requests, announces, agrees …, with its probability."""

from __future__ import annotations

import numpy as np

from bmp_networks.coding.act_features import act_feature_names, act_features
from bmp_networks.coding.label_model import LabelModel, read_model
from bmp_networks.coding.message_signs import SAME_BREATH, MessageSigns
from bmp_networks.containers.coding import ACTS


def code_acts(signs: MessageSigns, model: LabelModel | None = None) -> tuple[list[str], np.ndarray]:
    """Say what every message mainly does.

    Parameters
    ----------
    signs
        The messages and what is known of them.
    model
        Weights; the packaged ones where None.

    Returns
    -------
    tuple of list of str and numpy.ndarray
        The act of every message (closed list ``ACTS``) and its probability, shape ``(n,)``.
    """
    model = model or read_model("act", ACTS, act_feature_names())
    acts, sure = model.likeliest(act_features(signs))
    _follow_media(signs, acts, sure)
    return acts, sure


def _follow_media(signs: MessageSigns, acts: list[str], sure: np.ndarray) -> None:
    """Let a picture without words do what its author's adjacent message does."""
    for i in np.flatnonzero(signs.bare | signs.deleted).tolist():
        if signs.deleted[i] or signs.media[i] in ("sticker", "gif", "audio"):
            acts[i], sure[i] = "other", 0.8
            continue
        beside = [j for j in (i - 1, i + 1) if _same_breath(signs, i, j) and not signs.bare[j]]
        parent = int(signs.parents[i]) if signs.p_answers[i] > 0.5 else -1
        if i and _same_breath(signs, i, i - 1):
            acts[i], sure[i] = acts[i - 1], 0.7
        elif parent >= 0 and signs.authors[parent] != signs.authors[i] and acts[parent] in ("question", "request"):
            acts[i], sure[i] = "answer", 0.6
        elif beside:
            acts[i], sure[i] = acts[beside[0]], 0.4
        else:
            acts[i], sure[i] = "report", 0.6


def _same_breath(signs: MessageSigns, i: int, j: int) -> bool:
    if not 0 <= j < len(signs) or signs.authors[i] != signs.authors[j]:
        return False
    return bool(abs(signs.seconds[i] - signs.seconds[j]) <= SAME_BREATH)
