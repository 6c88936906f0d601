"""Fuzz one reader: `python -m tests.fuzzing.run yaml --seconds 600` from the checkout's folder, with atheris installed.

A few findings are kept for each place that they are raised at, and fuzzing goes on; a hang or too much memory ends it, as
libFuzzer has it. What is found lies in out/fuzzing/READER/.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

from tests.fuzzing.mutations import mutated

INSTRUMENTED = ("argmap", "bibtexparser", "docx", "html", "markdown_it", "pylatexenc", "pypdf", "tomllib")
"""argmap, and the readers written in Python that it hands files to: what they raise, argmap must catch."""
MOST_ALIKE = 5
"""Findings kept of those that were raised at one place: what reads back as another map may do so for many reasons."""
WORD = 4
"""Shortest word, in bytes, that the dictionary takes from the files to start from."""


def main() -> None:
    """Fuzz the reader that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        from tests.fuzzing.readers import READERS  # noqa: PLC0415 - to be instrumented

        reader = READERS[given.reader]
        seeds = list(reader.seeds())
        for seed in seeds:
            # Modules that are imported on first use are imported here.
            reader.read(seed)
    folder = Path("out/fuzzing") / given.reader
    corpus = _corpus(folder, seeds)
    options = {
        "max_total_time": given.seconds,
        "max_len": max(4096, *(2 * len(seed) for seed in seeds)),
        "timeout": 5,
        "rss_limit_mb": 1024,
        "artifact_prefix": f"{folder}/",
        "dict": _dictionary(folder, seeds),
        "print_final_stats": 1,
    }

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return mutated(data, most, seed, lambda piece, size: bytes(atheris.Mutate(piece, size)))

    arguments = [sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(arguments, _keeping(reader.read, folder), custom_mutator=mutate)
    atheris.Fuzz()


def _corpus(folder: Path, seeds: Iterable[bytes]) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        _kept(corpus, seed)
    return corpus


def _kept(folder: Path, data: bytes) -> Path:
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


def _dictionary(folder: Path, seeds: Iterable[bytes]) -> Path:
    """Words of the files to start from: keys, names of elements, operators."""
    words = {word for seed in seeds for word in seed.split() if WORD <= len(word) <= 24}
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in sorted(words)[:2000])
    path = folder / "dictionary"
    path.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return path


def _keeping(read: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """A reader that keeps a few inputs for each place that raises, and goes on."""
    seen: Counter[str] = Counter()

    def test(data: bytes) -> None:
        try:
            read(data)
        except Exception as failure:  # noqa: BLE001 - each is a finding
            frames = traceback.extract_tb(failure.__traceback__)
            place = f"{type(failure).__name__} {[(frame.name, frame.lineno) for frame in frames[-3:]]}"
            seen[place] += 1
            if seen[place] <= MOST_ALIKE:
                path = _kept(folder, data)
                path.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
                sys.stderr.write(f"FINDING {path}: {place}\n")

    return test


if __name__ == "__main__":
    main()
