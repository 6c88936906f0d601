"""What `build` remembers: of each product the content it was made from and made of, so that only what changed is made.

A record is trusted only as far as it can be held against the files themselves, so that no clock, no killed run and no
hand that changed a product can make it wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from argmap import pipeline
from argmap.pipeline.files import make_folder, write_atomic

FOLDER = ".argmap"
"""Beside the products, holds a record for each map and kind; deleting it costs a build from new, no more."""
_PACKAGE = Path(pipeline.__file__).parents[1]


def is_fresh(path: str, out: str, kind: str) -> bool:
    """Tell whether a map's products of one kind are what building would make again.

    Args:
        path: the map.
        out: the folder of the products.
        kind: of product.

    Returns:
        False where anything they were made from or of has changed, or nothing is known of them.
    """
    try:
        record = json.loads(_place(path, out, kind).read_bytes())
        known, inputs, outputs = record["made-by"], record["inputs"], record["outputs"]
        folder, name = Path(path).parent, Path(path).name
        return bool(
            known == made_by()
            and name in inputs
            and inputs == _hashes(folder, inputs)
            and outputs == _hashes(Path(out), outputs)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def remember(
    path: str, out: str, kind: str, inputs: Mapping[str, str], products: Mapping[str, bytes]
) -> None:
    """Record what a map's products of one kind were made from.

    Args:
        path: the map.
        out: the folder of the products.
        kind: of product.
        inputs: SHA-256 of what was read, by names relative to the map; not of what stands there by now.
        products: by their names in `out`.

    Raises:
        WorldError: the record cannot be written.
    """
    place = _place(path, out, kind)
    make_folder(str(place.parent))
    record = {
        "made-by": made_by(),
        "inputs": dict(inputs),
        "outputs": {name: _hash(data) for name, data in products.items()},
    }
    write_atomic(str(place), json.dumps(record, indent=1).encode(), follow=False)


def _place(path: str, out: str, kind: str) -> Path:
    return Path(out) / FOLDER / f"{Path(path).stem}.{kind}.json"


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: _hash((folder / name).read_bytes()) for name in names}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def made_by() -> str:
    """A hash of all that makes products beside the maps: this package, its templates, engine and fonts, the packages it uses."""
    places = (_PACKAGE / "_templates", _PACKAGE.parent / "templates")
    templates = next((place for place in places if place.is_dir()), None)
    digest = hashlib.sha256(sys.version.encode())
    for folder in filter(None, (_PACKAGE, templates)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(folder)}\0".encode())
                digest.update(file.read_bytes())
    for name in sorted(f"{package.name} {package.version}" for package in distributions()):
        digest.update(f"{name}\0".encode())
    engine = shutil.which("dot")
    digest.update(f"{engine} {os.stat(engine).st_mtime_ns if engine else 0}".encode())  # noqa: PTH116 - `which` gives a text
    return digest.hexdigest()
