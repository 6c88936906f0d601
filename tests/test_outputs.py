"""Every output of every map is valid: each format with each value of each option, by the word of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, product
from pathlib import Path
from typing import Any, get_args

import pytest

from argmap.drawing import Paging, Target
from argmap.formats import FORMATS, read, write
from argmap.model import ArgumentMap
from argmap.pipeline import diagram, outline
from argmap.templating import STYLES
from tests.draw.samples import HOSTILE, MAPS, from_folder, from_yaml, tangle, with_texts
from tests.validators import VALIDATORS

pytestmark = [pytest.mark.tools, pytest.mark.slow]
URDU = """argmap: 1
title: نہری پانی
language: ur
sources: {ارسا: {type: report, title: پانی کی پیمائش, author: ارسا, issued: 2018, URL: "https://example.org/?a=1&b=2"}}
thesis: {id: دعویٰ, text: صوبے کھلی پیمائش سے ہی پانی کی تقسیم پر متفق ہو سکتے ہیں۔}
claims:
  - {id: اعتماد, text: ہر صوبہ خود ناپے تو اعتماد بڑھتا ہے۔, heading: اعتماد, warrant: جو خود ناپا جائے اس پر شک نہیں رہتا۔,
     evidence: [{id: شواہد, text: IRSA نے 2018 میں 14 میٹر لگائے۔, cite: ارسا, date: 2018}],
     counterpoints: [{id: اعتراض, text: میٹر جھوٹ بولتے ہیں۔, concede: کچھ بولتے ہیں۔, rebuttals: [پڑوسی بھی دیکھتا ہے۔]}]}
way-forward: [{id: تجویز, text: ہر نہر پر میٹر لگائے جائیں۔, answers: [اعتراض]}]
essays: [{id: مضمون, question: پانی کا بحران، اعتماد یا قلت؟, body: [{heading: اعتماد, points: [اعتماد]}]}]
"""
SCRIPTS = (
    "हिन्दी में तर्क",
    "বাংলা ভাষা",
    "தமிழ் மொழி",
    "العربية الفصحى",
    "עברית",
    "Ελληνικά",
    "Русский",
    "中文 has no glyphs",
)
SAMPLES: Mapping[str, ArgumentMap] = {
    "urdu": from_yaml(URDU),
    "scripts": with_texts([f"{text} 2022." for text in SCRIPTS]),
    "hostile": with_texts([HOSTILE, "W" * 300, "<script>alert(1)</script>", "\u202eturned\u202c"]),
    "tangle": tangle(12, 16),
}
NAMES = (*sorted(path.name for path in MAPS.glob("*.yaml")), *SAMPLES)


@cache
def _map(name: str) -> ArgumentMap:
    return SAMPLES[name] if name in SAMPLES else from_folder(name)


def _rows(options: Mapping[str, Sequence[Any]], turn: int) -> Iterator[dict[str, Any]]:
    """As many choices as the longest option has values, so that each value of each occurs; another mixture each turn."""
    for row in range(max(map(len, options.values()))):
        yield {
            name: values[(row + turn * place) % len(values)]
            for place, (name, values) in enumerate(options.items())
        }


def _faults(folder: Path, suffix: str, made: Sequence[bytes]) -> list[str]:
    """What is wrong with files; those of a folder of Word documents are looked at together, which starts fewer programs."""
    paths = [folder / f"{number}{suffix}" for number in range(len(made))]
    for path, data in zip(paths, made, strict=True):
        path.write_bytes(data)
    return [
        fault for path in ([folder] if suffix == ".docx" else paths) for fault in VALIDATORS[suffix](path)
    ]


@pytest.mark.parametrize("to", get_args(Target))
@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_valid(name: str, to: Target, tmp_path: Path) -> None:
    """Of each view, paging, sheet and theme, with and without standing."""
    argument = _map(name)
    views = ["overview", "counterpoints", f"claim:{argument.nodes[1].id}"]
    views += [f"essay:{essay.id}" for essay in argument.essays[:2]]
    pagings = get_args(Paging)
    options: dict[str, Sequence[Any]] = {
        # The whole map in each paging: there links and references between pages are most.
        "drawn": [*product(["full"], pagings), *zip(views, cycle(pagings), strict=False)],
        "sheet": diagram.SHEETS,
        "theme": diagram.THEMES,
        "standing": [False, True],
    }
    for row in _rows(options, NAMES.index(name)):
        view, pages = row.pop("drawn")
        drawn = diagram.diagram(
            argument, to, view=view, pages=pages, **row, engine="auto", font_paths=(), timeout=20
        ).value
        assert drawn, (view, pages, row)
        assert _faults(tmp_path, f".{to}", drawn) == [], (view, pages, row)


@pytest.mark.parametrize("to", outline.FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_outlines_are_valid(name: str, to: str, tmp_path: Path) -> None:
    """Of each essay, kind, style and copy, with headings of both kinds, whole and cut, with and without the rest."""
    argument = _map(name)
    options: dict[str, Sequence[Any]] = {
        "essay": [None, *outline.essay_ids(argument)],
        "kind": [kind for kind in outline.KINDS if kind != "skeleton" or to in outline.SKELETONS],
        "style": STYLES,
        "copy": outline.COPIES,
        "headings": ["sentence", "phrase"],
        "everything": [False, True],
        "standing": [True, False],
        "diagram": [True, False],
    }
    written = []
    for row in _rows(options, NAMES.index(name) + 1):
        given = outline.task(argument, row.pop("essay"))
        assert isinstance(given, outline.Task)
        made = outline.outline(given, outline.Wanted(to=to, **row)).value
        assert made, row
        written.append(made)
    assert _faults(tmp_path, f".{to}", written) == []


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_conversions_are_valid(name: str, to: str, tmp_path: Path) -> None:
    """What `convert` writes is of its format, and reads back as the same map."""
    made = write(_map(name), to).value
    assert made
    assert _faults(tmp_path, f".{to}", [made]) == []
    again = read(made, f"again.{to}", lambda beside: (MAPS / beside).read_bytes()).value
    assert again == _map(name)
