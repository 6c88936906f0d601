"""How long 5,000 list items take as Word document, beside python-docx's own way. `pytest -m slow -s tests/benchmarks/test_word.py`."""

from __future__ import annotations

import io
import sys
import time

import pytest
from docx import Document as NewDocument

from argmap.blocks import Block, Document, Heading, Item, Level, Run
from argmap.writers.docx import write_docx

ITEMS = 5_000
TEXT = "A claim of about the length that a line of an outline has, with a source."


def _ours() -> bytes:
    blocks: tuple[Block, ...] = (
        Heading(1, (Run("A"),)),
        *(Item(1 + n % 3, (Run(TEXT),), anchor=f"n{n}") for n in range(ITEMS)),
    )
    levels = (Level("decimal", "%1."), Level("decimal", "%1.%2"), Level("decimal", "%1.%2.%3"))
    data = write_docx(Document("A", "en-GB", "decimal", levels, blocks), {}).value
    assert data is not None
    return data


def _by_add_paragraph() -> bytes:
    made = NewDocument()
    for number in range(ITEMS):
        made.add_paragraph(TEXT, style=("List Number", "List Number 2", "List Number 3")[number % 3])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_five_thousand_items(capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways make all items; the seconds of each are printed, the best of three."""
    seconds = {}
    for name, make in {"argmap": _ours, "add_paragraph": _by_add_paragraph}.items():
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            data = make()
            taken.append(time.perf_counter() - start)
        seconds[name] = min(taken)
        assert sum(bool(line.text) for line in NewDocument(io.BytesIO(data)).paragraphs) >= ITEMS
    ratio = seconds["add_paragraph"] / seconds["argmap"]
    with capsys.disabled():
        sys.stdout.write(f"\n{ITEMS} items: {seconds} s, {ratio:.0f} times as fast\n")
