"""``Agreement``: how far two codings of the same messages agree, field by field and label by label."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

FIELDS = ("reply_to", "addressees", "products", "stages", "prices", "quantities", "places", "actors", "act", "topic")
"""The codebook's fields, in its order."""

MULTI_LABEL = ("addressees", "products", "stages", "places", "actors")
"""Fields that take several labels of one message; each label is then a yes or no of its own."""

LABELLED = ("products", "stages", "places", "actors")
"""Of these the fields that are also compared label by label; the labels of addressees are people's names."""

SCALES = ("nominal", "ordinal", "interval", "ratio")
"""Scales on which two codes can differ: at all, by rank, by distance, or by proportion."""

READINGS = ("reliable", "tentative", "revise")
"""What an alpha allows: .80 and more, .667 to .80, less (Krippendorff 2004)."""

_MEASURED = (
    Column("n", "count", "units that both coders coded", "units"),
    Column("percent", "number", "how many of them were coded alike, 0 to 100", "%"),
    Column("kappa", "number", "Cohen's kappa; NaN where both used one code only, or on another scale than nominal"),
    Column("alpha", "number", "Krippendorff's alpha; NaN where only one code was used, so that nothing can differ"),
    Column("low", "number", "lower end of the 95 % interval of alpha, units drawn again"),
    Column("high", "number", "upper end"),
    Column("reading", "text", "what the alpha allows (closed list READINGS); missing without an alpha"),
)

FIELD_AGREEMENT = Contract(
    "field",
    (
        Column("field", "text", "field of the codebook"),
        Column("scale", "text", "how codes differ (closed list SCALES)"),
        Column("unit", "text", "what is compared: message (the whole field), one_stage (messages to which both gave "
                               "exactly one stage), amount (amounts that both named)"),
        *_MEASURED,
    ),
)  # fmt: skip

LABEL_AGREEMENT = Contract(
    "label of a field that takes several",
    (
        Column("field", "text", "field of the codebook"),
        Column("label", "text", "the label; each message has it or not"),
        Column("n_a", "count", "messages to which A gave it", "messages"),
        Column("n_b", "count", "messages to which B gave it", "messages"),
        *_MEASURED,
    ),
)

CONFUSION = Contract(
    "cell of a confusion matrix",
    (
        Column("field", "text", "field of the codebook"),
        Column("label", "text", "the label, in fields that take several; else missing"),
        Column("a", "text", "what A coded (yes or no where there is a label)"),
        Column("b", "text", "what B coded"),
        Column("n", "count", "messages; cells without any are left out", "messages"),
    ),
)

CLASSES = Contract(
    "label, with B as the reference",
    (
        Column("field", "text", "field of the codebook"),
        Column("label", "text", "the label"),
        Column("n_a", "count", "messages to which A gave it", "messages"),
        Column("n_b", "count", "messages to which the reference gave it", "messages"),
        Column("hits", "count", "messages to which both gave it", "messages"),
        Column("precision", "number", "share of A's that the reference has too, 0 to 1; NaN where A has none"),
        Column("precision_low", "number", "lower end of its 95 % interval (Wilson)"),
        Column("precision_high", "number", "upper end"),
        Column("recall", "number", "share of the reference's that A found, 0 to 1; NaN where the reference has none"),
        Column("recall_low", "number", "lower end of its 95 % interval (Wilson)"),
        Column("recall_high", "number", "upper end"),
        Column("f1", "number", "harmonic mean of the two, 0 to 1"),
    ),
)

SHARES = Contract(
    "share of a label, corrected for A's errors",
    (
        Column("field", "text", "field of the codebook"),
        Column("label", "text", "the label"),
        Column("n", "count", "messages that A coded", "messages"),
        Column("n_checked", "count", "of them coded by the reference too", "messages"),
        Column("observed", "number", "share of A's messages that have it, 0 to 1"),
        Column("corrected", "number", "the share that A's known errors make most likely; the observed one where note "
                                      "says why it could not be corrected"),
        Column("low", "number", "lower end of its 95 % interval, checked messages drawn again; else NaN"),
        Column("high", "number", "upper end"),
        Column("condition", "number", "condition number of the confusion matrix; above 10 it is not inverted"),
        Column("note", "text", "why it is not corrected: ill_conditioned, label_without_reference; else missing"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """How far two codings of the same messages agree.

    Parameters
    ----------
    fields
        Table under ``FIELD_AGREEMENT``, in the order of the codebook.
    labels
        Table under ``LABEL_AGREEMENT``.
    confusion
        Table under ``CONFUSION``.
    classes
        Table under ``CLASSES``: precision and recall of A with B as the reference.
    shares
        Table under ``SHARES``: A's shares corrected by what B shows of its errors.
    a, b
        Names of the two codings.
    """

    fields: pd.DataFrame
    labels: pd.DataFrame
    confusion: pd.DataFrame
    classes: pd.DataFrame
    shares: pd.DataFrame
    a: str = "A"
    b: str = "B"

    def __post_init__(self) -> None:
        FIELD_AGREEMENT.check(self.fields)
        LABEL_AGREEMENT.check(self.labels)
        CONFUSION.check(self.confusion)
        CLASSES.check(self.classes)
        SHARES.check(self.shares)
