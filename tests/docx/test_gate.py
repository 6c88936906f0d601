"""The gate: three validators, LibreOffice, and what it prints. See README.md here for the tools."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from argmap.pipeline import outline as outlines
from argmap.pipeline.maps import load
from argmap.templating import STYLES
from argmap.writers.docx import write_docx
from tests.docx import references
from tests.docx.samples import FAMILIES, PICTURES, document

pytestmark = pytest.mark.tools
Made = Callable[[], bytes | None]


def _in_family(name: str) -> bytes | None:
    return write_docx(document(name), PICTURES).value


def _in_look(look: Callable[[], bytes]) -> bytes | None:
    return write_docx(document("classic"), PICTURES, reference=look()).value


FILES: Mapping[str, Made] = {
    **{name: partial(_in_family, name) for name in FAMILIES},
    **{f"look-{name}": partial(_in_look, look) for name, look in references.LOOKS.items()},
    "look-macro": partial(_in_look, references.macro),
}


def _said(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def _sdk() -> str:
    """The Open XML SDK's validator: among the node modules that a variable names, else on PATH."""
    modules = os.environ.get("ARGMAP_NODE_MODULES")
    return f"{modules}/.bin/ooxml-validator" if modules else "ooxml-validator"


def findings(path: Path) -> list[str]:
    """What the validators find wrong with a file, or with all Word documents of a folder, each after the validator's name."""
    files = sorted(path.glob("*.docx")) if path.is_dir() else [path]
    integrity = _said(["ooxml-integrity", "check", "--fail-on", "warn", *map(str, files)])
    found = [f"sdk: {file.name}: {error}" for file in files for error in _sdk_errors(file)]
    found += [f"integrity: {integrity.stdout}"] if integrity.returncode else []
    # A process for each file: given a folder, it takes ids of one file's notes for those of the next.
    audits = {file.name: _said(["openxml-audit", str(file)]).stdout for file in files}
    return found + [f"audit: {name}: {said}" for name, said in audits.items() if "Errors: 0" not in said]


def _sdk_errors(path: Path) -> list[str]:
    report = json.loads(_said([_sdk(), str(path)]).stdout)
    return [*map(str, report["errors"]), *([] if report["ok"] else ["not ok"])]


def as_pdf(*paths: Path) -> list[Path]:
    """LibreOffice's prints of files in one folder, about which it says nothing when it fails."""
    folder = paths[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
    _said(
        ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder), *map(str, paths)]
    )
    prints = [path.with_suffix(".pdf") for path in paths]
    assert [out.name for out in prints if not out.exists()] == []
    return prints


@pytest.fixture
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A document on disk."""
    data = FILES[request.param]()
    assert data is not None
    path = tmp_path / f"{request.param}.docx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("file", FILES, indirect=True)
def test_validators_find_nothing(file: Path) -> None:
    """Neither the Open XML SDK nor the two checkers of what it overlooks complain."""
    assert findings(file) == []


NUMBERS = {
    "decimal": ["1. Section 1", "1.1 ☐ Claim 1", "1.1.1 Evidence 1", "2. Section 2", "2.1 ☐ Claim 2"],
    "academy": ["1- Section 1", "✓ ☐ Claim 1", "• Evidence 1", "2- Section 2"],
    "jwt": ["1. Section 1", "A. ☐ Claim 1", "i. Evidence 1", "2. Section 2", "A. ☐ Claim 2"],
    "classic": ["I. Section 1", "A. ☐ Claim 1", "1. Evidence 1", "II. Section 2", "A. ☐ Claim 2"],
    "answer": ["Section 1", "☐ Claim 1"],
}


@pytest.mark.parametrize(("file", "family"), [(name, name) for name in FAMILIES], indirect=["file"])
def test_print_shows_numbers_notes_and_scripts(file: Path, family: str) -> None:
    """Numbers of the family, marks of the roles, footnotes, Urdu words, page x of y, and the turned page."""
    [pdf] = as_pdf(file)
    text = " ".join(_said(["pdftotext", "-layout", str(pdf), "-"]).stdout.split())
    for line in NUMBERS[family]:
        assert line in text
    for piece in ("✗ Meters lie.", "→ Neighbours see it.", "See the report", "NATO", "Page 1 of"):
        assert piece in text
    sizes = _said(["pdfinfo", "-f", "1", "-l", "9", str(pdf)]).stdout
    assert "595.3 x 841.9" in sizes or "595.304 x 841.89" in sizes
    assert "841.9 x 595.3" in sizes or "841.89 x 595.304" in sizes


@pytest.mark.parametrize("file", ["classic"], indirect=True)
def test_print_has_a_tree_of_bookmarks(file: Path) -> None:
    """Sections stand in the PDF's outline with the numbers that LibreOffice computed."""
    data = as_pdf(file)[0].read_bytes()
    titles = [title.encode("utf-16-be") for title in ("I. Section 1", "II. Section 2", "Sources")]
    assert b"/Outlines" in data
    assert [title for title in titles if title.hex().upper().encode() not in data] == []


MAP = Path(__file__).parents[2] / "maps" / "sino-russia-strategic-partnership.yaml"
ESSAYS = (
    *("multipolar-pakistan", "uni-bi-multipolar", "permanent-interests", "second-cold-war"),
    *("strategic-realignment", "indo-pacific", "china-rise"),
)


def test_every_essay_is_held_here() -> None:
    """The essays named here are those of the map."""
    loaded = load(str(MAP)).argument
    assert loaded is not None
    assert tuple(essay.id for essay in loaded.essays) == ESSAYS


@pytest.mark.parametrize("essay", ESSAYS)
def test_each_style_and_copy_of_an_essay_passes(essay: str, tmp_path: Path) -> None:
    """The validators are silent on each, LibreOffice prints each with its sections in the outline and its numbers."""
    loaded = load(str(MAP)).argument
    assert loaded is not None
    task = outlines.task(loaded, essay)
    assert isinstance(task, outlines.Task)
    wanted = {
        f"{style}-{copy}": outlines.Wanted(style=style, copy=copy, to="docx", diagram=copy == "study")
        for style in STYLES
        for copy in outlines.COPIES
    } | {"skeleton": outlines.Wanted(kind="skeleton", to="docx")}
    for name, choice in wanted.items():
        data = outlines.outline(task, choice).value
        assert data is not None
        (tmp_path / f"{name}.docx").write_bytes(data)
    files = sorted(tmp_path.glob("*.docx"))
    assert findings(tmp_path) == []
    for path, pdf in zip(files, as_pdf(*files), strict=True):
        text = _said(["pdftotext", "-layout", str(pdf), "-"]).stdout
        assert "Page 1 of" in text
        assert b"/Outlines" in pdf.read_bytes(), path.name
        assert (" x 595" in _said(["pdfinfo", "-l", "99", str(pdf)]).stdout) == path.stem.endswith("study")
