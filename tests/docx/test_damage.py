"""Damaged documents: whatever is wrong in them, there is a document, changes or a message, never a crash."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from argmap.writers.docx import write_docx
from argmap.writers.docx.readback import read_back
from tests.docx import references
from tests.docx.samples import PICTURES, document

WRONG = ('""', '"-1"', '"x"', '"99999999999"', '"rId999"', '"../../x"')


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with one part gone, or with a few elements gone or values wrong in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = parts.pop(name).decode()
    if chance.random() > 0.15:
        for _ in range(chance.randint(1, 4)):
            places = [*re.finditer(r'"[^"]*"|<[^>]+/>', text)]
            if not places:
                break
            found = chance.choice(places)
            wrong = chance.choice(WRONG) if found[0][0] == '"' else ""
            text = text[: found.start()] + wrong + text[found.end() :]
        parts[name] = text.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_damaged_documents_give_a_result_or_a_message(seed: int) -> None:
    """As reference document and on the way back."""
    chance = random.Random(seed)
    made = write_docx(document("academy"), PICTURES).value
    assert made is not None
    looked = write_docx(document("academy"), PICTURES, reference=_damaged(references.logo(), chance))
    assert looked.value is not None or looked.diagnostics
    returned = read_back(_damaged(made, chance), "edited.docx")
    assert returned.value is not None or returned.diagnostics
