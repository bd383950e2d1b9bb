"""The fitted constants of the reply ranker, as the data file keeps them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import numpy as np

from bmp_networks.coding.reply_nets import Net
from bmp_networks.coding.reply_passes import Nets
from bmp_networks.errors import DataFileError
from bmp_networks.resources import data_bytes, load_toml

ABOUT = "replies/ranker.toml"
ARRAYS = "replies/ranker.npz"


@dataclass(frozen=True)
class Ranker:
    """The nets of the two passes and the features they expect, in order.

    Parameters
    ----------
    first, second
        The nets of each pass; their scores are averaged.
    columns
        Names of the features, by ``first.pairs``, ``first.openings``, ``second.pairs``, ``second.openings``.
    temperatures
        What the scores of the second pass are divided by in lively and in slow chats, so that what is said to be 70 %
        sure is right 7 times in 10.
    version
        ``title version`` for the provenance.
    """

    first: tuple[Nets, ...]
    second: tuple[Nets, ...]
    columns: dict[str, tuple[str, ...]]
    temperatures: tuple[float, float]
    version: str


@cache
def load_ranker() -> Ranker:
    """Read the packaged constants of the reply ranker.

    Raises
    ------
    DataFileError
        When the two files do not belong together.
    """
    about = load_toml(ABOUT)
    arrays = np.load(io.BytesIO(data_bytes(ARRAYS)), allow_pickle=False)
    content = about.content
    if str(arrays["version"]) != about.meta["version"]:
        raise DataFileError("the constants and their description are of different versions", where=ARRAYS)
    passes = {
        name: tuple(
            (_net(arrays, name, k, "pair"), _net(arrays, name, k, "open")) for k in range(content[name]["nets"])
        )
        for name in ("first", "second")
    }
    columns = {
        f"{name}.{kind}": tuple(content[name][kind]) for name in ("first", "second") for kind in ("pairs", "openings")
    }
    title = f"{about.meta['title']} {about.meta['version']}"
    return Ranker(
        passes["first"],
        passes["second"],
        columns,
        (float(content["second"]["temperature"]), float(content["second"]["slow_temperature"])),
        title,
    )


def _net(arrays: np.lib.npyio.NpzFile, name: str, number: int, kind: str) -> Net:
    weights, offsets = [], []
    layer = 0
    while (key := f"{name}.{number}.{kind}.{layer}") + ".weight" in arrays:
        weights.append(arrays[key + ".weight"].astype(np.float32))
        offsets.append(arrays[key + ".offset"].astype(np.float32))
        layer += 1
    return Net(tuple(weights), tuple(offsets))


def pack(ranker: Ranker, version: str) -> bytes:
    """Give the constants as the bytes of the data file (half precision: it costs no accuracy)."""
    arrays: dict[str, np.ndarray] = {"version": np.array(version)}
    for name, all_nets in (("first", ranker.first), ("second", ranker.second)):
        for number, nets in enumerate(all_nets):
            for kind, net in zip(("pair", "open"), nets, strict=True):
                for layer, (weight, offset) in enumerate(zip(net.weights, net.offsets, strict=True)):
                    key = f"{name}.{number}.{kind}.{layer}"
                    arrays[f"{key}.weight"] = weight.astype(np.float16)
                    arrays[f"{key}.offset"] = offset.astype(np.float32)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()
