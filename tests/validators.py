"""What other programs find wrong with files of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from argmap.formats.published import FILE
from tests.docx.test_gate import findings


def complaint(*command: str) -> list[str]:
    """What a program says when it fails, or to standard error at all."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return [f"{command[0]}: {done.returncode} {done.stderr}"] if done.returncode or done.stderr else []


def _svg(path: Path) -> list[str]:
    declared = ["it has a DOCTYPE"] if b"<!DOCTYPE" in path.read_bytes() else []
    return declared + complaint("xmllint", "--noout", "--nonet", str(path))


def _pdf(path: Path) -> list[str]:
    """That it is PDF/UA-1 typst has checked, and the file says it."""
    accessible = [] if b"pdfuaid" in path.read_bytes() else ["it does not say that it is PDF/UA"]
    return accessible + complaint("qpdf", "--check", str(path))


def _dot(path: Path) -> list[str]:
    drawn = subprocess.run(["dot", "-Tsvg", "-o", "/dev/null", str(path)], capture_output=True, check=False)
    return complaint("nop", "-p", str(path)) + ([f"dot: {drawn.returncode}"] if drawn.returncode else [])


def _html(path: Path) -> list[str]:
    return complaint("tidy", "-errors", "-quiet", "-utf8", str(path)) + complaint(
        "pandoc", "-f", "html", "-t", "plain", "-o", "/dev/null", str(path)
    )


def _markdown(path: Path) -> list[str]:
    """CommonMark has no mistakes; but no text of a map may come out as HTML."""
    told = complaint("pandoc", "-f", "commonmark", "-t", "json", "-o", f"{path}.json", str(path))
    return told or [
        word for word in ("RawInline", "RawBlock") if word in Path(f"{path}.json").read_text("utf-8")
    ]


def _text(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    controls = [repr(sign) for sign in set(text) if sign < " " and sign != "\n"]
    return controls + ([] if text.endswith("\n") else ["the last line has no end"])


def _yaml(path: Path) -> list[str]:
    """As an editor does: loaded as YAML, held against the published schema."""
    loaded = json.loads(json.dumps(yaml.safe_load(path.read_bytes()), default=str))
    found = Draft202012Validator(json.loads(FILE.read_bytes())).iter_errors(loaded)
    return [f"{error.json_path}: {error.message}" for error in found]


VALIDATORS: Mapping[str, Callable[[Path], list[str]]] = {
    ".svg": _svg,
    ".pdf": _pdf,
    ".png": lambda path: complaint("pngcheck", "-q", str(path)),
    ".dot": _dot,
    ".docx": findings,
    ".html": _html,
    ".md": _markdown,
    ".txt": _text,
    ".yaml": _yaml,
    ".json": lambda path: complaint(sys.executable, "-m", "json.tool", str(path), "/dev/null"),
}
"""What is wrong with a file, by its suffix."""
