"""Refit the reply ranker: ``python benchmarks/train_replies.py``; a quarter of an hour on one idle core.

Material: the Ubuntu training part (every file with names full, without leading names, without names; and thinned to one
to six conversations at a time, half of these with the clock stretched up to 300 times), and the hand-coded group chats.
The first pass is fitted to Ubuntu in two halves, so that the second learns from first probabilities of messages that
the first was not fitted to; the second is fitted to both, the group chats counted ``GOLD_TIMES`` times with
and as often without what the other coders know of them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from gold_replies import GoldChat, read_gold
from irc import IrcChat, read_part, strip_names, thin
from reply_fit import Examples, fit, join
from reply_heat import fit_slow_temperature, fit_temperature

from bmp_networks.coding.replies import ReplyHints
from bmp_networks.coding.reply_model import Ranker, pack
from bmp_networks.coding.reply_passes import (
    Nets,
    Reading,
    Rows,
    first_pass,
    first_rows,
    probabilities,
    second_rows,
)
from bmp_networks.coding.reply_second import gather
from bmp_networks.coding.reply_signals import read_signals

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "bmp_networks" / "data" / "replies"
LEFT_OUT = HERE / "replies_leave_one_out.csv"
VERSION = "1.1"
GOLD_TIMES = 10
EPOCHS, SECOND_EPOCHS = 3, 4
FIRST_HIDDEN, SECOND_HIDDEN = (48, 24), (64, 32)
N_SECOND = 4


def variants(random: np.random.Generator) -> Iterator[tuple[int, IrcChat]]:
    """Give every training chat in its variants, with the number of its file."""
    for number, chat in enumerate(read_part("train")):
        for how in ("full", "lead", "all"):
            yield number, strip_names(chat, how)
        for n_conversations in (1, 2, 3, 6):
            stripped = strip_names(chat, str(random.choice(["full", "lead", "all", "all"])))
            for thinned in thin(stripped, n_conversations, random):
                stretch = 1.0 if random.random() < 0.5 else float(np.exp(random.uniform(0, np.log(300))))
                minute = thinned.minute * stretch
                yield number, IrcChat(thinned.name, minute, thinned.author, thinned.body, thinned.targets)


def examples(rows: Rows, targets: dict[int, tuple[int, ...]], n: int, group: int) -> Examples:
    """Keep the annotated messages of a run of rows, with what is right of their candidates."""
    links = [i * n + j for i, js in targets.items() for j in js if 0 <= j < i]
    right = np.isin(rows.pairs.i * n + rows.pairs.j, np.array(links, dtype=np.int64))
    messages = rows.pairs.messages
    annotated = np.isin(messages, np.array(sorted(targets)))
    keep = annotated[rows.pairs.row]
    new = np.array([i in targets.get(i, ()) for i in messages.tolist()])
    first = np.concatenate([[0], np.cumsum(np.diff(rows.pairs.first)[annotated])])
    count = int(annotated.sum())
    return Examples(
        rows.features[keep].astype(np.float16), rows.opening[annotated].astype(np.float16), first, right[keep],
        new[annotated], np.full(count, group), np.ones(count, np.float32),
    )  # fmt: skip


def first_examples(chat: IrcChat, group: int) -> Examples:
    reading = Reading.of(read_signals(chat.messages, ReplyHints()))
    n = reading.signals.n
    return examples(first_rows(reading, min(chat.targets), n), chat.targets, n, group)


def second_examples(chat: IrcChat | GoldChat, nets: Sequence[Nets], group: int) -> tuple[Examples, Rows]:
    hints = chat.hints if isinstance(chat, GoldChat) else ReplyHints()
    reading = Reading.of(read_signals(chat.messages, hints))
    n = reading.signals.n
    found = gather(reading.signals, first_pass(reading, nets))
    rows = second_rows(reading, found, min(chat.targets), n)
    return examples(rows, chat.targets, n, group), rows


def gold_examples(chat: GoldChat, first: Nets) -> list[Examples]:
    """Give a hand-coded chat twice: with the hints of the other coders, and by its words alone."""
    bare = GoldChat(chat.name, chat.messages, ReplyHints(), chat.gold)
    return [second_examples(one, [first], -1)[0] for one in (chat, bare)]


def fit_first() -> tuple[list[Nets], Nets]:
    """Fit the first pass to either half of the files, and to all."""
    parts = [first_examples(chat, number) for number, chat in variants(np.random.default_rng(1))]
    data = join(parts)
    halves = [
        fit(data, np.flatnonzero(data.group % 2 == half), hidden=FIRST_HIDDEN, epochs=EPOCHS, seed=half)
        for half in (0, 1)
    ]
    return halves, fit(data, np.arange(data.n), hidden=FIRST_HIDDEN, epochs=EPOCHS, seed=2)


def fit_second(
    ubuntu: Examples, group_chats: Sequence[Examples], *, nets: int = N_SECOND, share: float = 1.0
) -> list[Nets]:
    """Fit the nets of the second pass to a share of the Ubuntu messages and to the group chats."""
    data = join([ubuntu, *group_chats * GOLD_TIMES])
    taken = np.random.default_rng(0).permutation(ubuntu.n)[: int(share * ubuntu.n)]
    messages = np.concatenate([taken, np.arange(ubuntu.n, data.n)])
    return [fit(data, messages, hidden=SECOND_HIDDEN, epochs=SECOND_EPOCHS, seed=seed) for seed in range(nets)]


def leave_one_out(ubuntu: Examples, chats: list[GoldChat], full: Nets, temperature: float) -> list[pd.DataFrame]:
    """Give each hand-coded chat the probabilities of a (lighter) ranker that was fitted without it."""
    tables = []
    for chat in chats:
        others = [one for other in chats if other is not chat for one in gold_examples(other, full)]
        nets = fit_second(ubuntu, others, nets=2, share=1 / 3)
        rows = second_examples(chat, [full], -1)[1]
        p, p_new = probabilities(rows, nets, temperature)
        i = np.concatenate([rows.pairs.i, rows.pairs.messages])
        j = np.concatenate([rows.pairs.j, np.full(len(p_new), -1)])
        table = pd.DataFrame({"chat": chat.name, "i": i, "j": j, "p": np.concatenate([p, p_new]).round(4)})
        tables.append(table[table["p"] > 0.001].sort_values(["i", "p"], ascending=[True, False]))
    return tables


def describe(columns: dict[str, tuple[str, ...]], n_second: int, temperatures: tuple[float, float]) -> str:
    """Write the description that lies beside the constants."""
    lines = [
        "[meta]",
        'title = "Reply ranker"',
        f'version = "{VERSION}"',
        'language = "id, jv, en"',
        'source = "fitted by benchmarks/train_replies.py to the training part of the Ubuntu chat data with reply graph '
        '(Kummerfeld et al. 2019, doi:10.18653/v1/P19-1374, CC BY 4.0) and five invented hand-coded chats (CC0)"',
        'licence = "CC-BY-4.0"',
    ]
    for name, nets in (("first", 1), ("second", n_second)):
        lines += ["", f"[{name}]", f"nets = {nets}"]
        if name == "second":
            lines += [f"temperature = {temperatures[0]}", f"slow_temperature = {temperatures[1]}"]
        for kind in ("pairs", "openings"):
            lines += [f"{kind} = [", *(f'    "{column}",' for column in columns[f"{name}.{kind}"]), "]"]
    return "\n".join(lines) + "\n"


def main() -> None:
    start = time.time()
    halves, full = fit_first()
    print(f"first pass fitted, {time.time() - start:.0f} s", flush=True)
    random = np.random.default_rng(1)
    parts = [second_examples(chat, [halves[(number + 1) % 2]], number)[0] for number, chat in variants(random)]
    finish(full, join(parts))
    print(f"written, {time.time() - start:.0f} s", flush=True)


def finish(full: Nets, ubuntu: Examples) -> None:
    """Fit the second pass and the temperatures, and write the constants and the chats left out."""
    chats = read_gold()
    temperature = fit_temperature(ubuntu, SECOND_HIDDEN, SECOND_EPOCHS)
    second = fit_second(ubuntu, [one for chat in chats for one in gold_examples(chat, full)])
    tables = leave_one_out(ubuntu, chats, full, temperature)
    slow, apart = fit_slow_temperature(tables, [chat.targets for chat in chats], temperature)
    write(full, second, chats[0], (temperature, slow))
    apart.to_csv(LEFT_OUT, index=False)


def write(first: Nets, second: list[Nets], sample: GoldChat, temperatures: tuple[float, float]) -> None:
    reading = Reading.of(read_signals(sample.messages, sample.hints))
    one = first_rows(reading, 0, reading.signals.n)
    two = second_rows(reading, gather(reading.signals, first_pass(reading, [first])), 0, reading.signals.n)
    columns = {
        "first.pairs": one.columns, "first.openings": one.openings,
        "second.pairs": two.columns, "second.openings": two.openings,
    }  # fmt: skip
    ranker = Ranker((first,), tuple(second), columns, temperatures, VERSION)
    (DATA / "ranker.npz").write_bytes(pack(ranker, VERSION))
    (DATA / "ranker.toml").write_text(describe(columns, len(second), temperatures), encoding="utf-8")


if __name__ == "__main__":
    main()
