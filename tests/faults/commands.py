"""Every command that writes: how it is called, and what stands in its place before."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

import argmap

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "maps" / "school-mornings.yaml"
ARTICLE = SOURCE.with_suffix(".txt")
OLD = b"what stood there before\n"
UNTIDY = b"argmap:   1\ntitle:   Lunch  # a remark\nthesis:   A thesis of some words\n"
PLAIN = (
    b"argmap: 1\ntitle: Lunch\nthesis: {id: t, text: Lunch pays.}\nclaims: [{id: c, text: It does good.}]\n"
)
COMMANDS: Mapping[str, str] = {
    "new": "new OUT",
    "new from": "new OUT --from ARTICLE --suggest",
    "new template": "new OUT --template jwt",
    "fmt": "fmt OUT",
    "fmt rename": "fmt OUT --rename c=d",
    "merge": "merge EDITED OUT --write",
    **{f"convert {to}": f"convert SOURCE --to {to} -o OUT" for to in ("json", "yaml")},
    **{f"diagram {to}": f"diagram SOURCE --to {to} -o OUT" for to in ("svg", "pdf", "png", "dot")},
    **{f"outline {to}": f"outline SOURCE --to {to} -o OUT" for to in ("docx", "pdf", "html", "md", "txt")},
    "skeleton": "outline SOURCE --kind skeleton --to docx -o OUT",
}
"""By name, with OUT for the file that is written and EDITED for a Word document with an edit in it."""

FIRST = ("new", "fmt", "merge", "convert json", "diagram svg", "outline docx")
"""One of each kind; the others write through the same doors, and take their time."""
READS_ALL = "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search"
"""Python may lie in a home that nobody can enter; to read there is no permission to write."""
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *READS_ALL.split())


def old(name: str) -> bytes | None:
    """What stands in a command's place before: what it changes, another file, or nothing for `new`."""
    changed = {"fmt": UNTIDY, "fmt rename": PLAIN, "merge": PLAIN}
    return None if name.startswith("new") else changed.get(name, OLD)


def words(name: str, out: Path, beside: Path) -> list[str]:
    """A command's words.

    Args:
        name: of COMMANDS.
        out: what it writes.
        beside: a folder that an edited document may lie in.
    """
    document = beside / "edited.docx"
    if name == "merge":
        document.write_bytes(edited())
    files = {"OUT": out, "EDITED": document, "SOURCE": SOURCE, "ARTICLE": ARTICLE}
    return [str(files.get(word, word)) for word in COMMANDS[name].split()]


@cache
def edited(text: str = "It does harm.") -> bytes:
    """The document of PLAIN, the words of its claim changed as in Word."""
    argument = argmap.read(PLAIN, "m.yaml").value
    assert argument is not None
    document = argmap.outline(argument).value
    assert document is not None
    made = argmap.write(document, "docx").value
    assert isinstance(made, bytes)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as package, zipfile.ZipFile(out, "w") as changed:
        for part in package.namelist():
            edit = (b"It does good.", escape(text).encode()) if part == "word/document.xml" else (b"", b"")
            changed.writestr(part, package.read(part).replace(*edit))
    return out.getvalue()


def run(command: Sequence[str], *before: str, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run argmap in a process of its own.

    Args:
        command: its words.
        before: a program and its words that starts it.
        extra: of the environment.
    """
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    whole = [*before, sys.executable, "-m", "argmap", *command]
    return subprocess.run(whole, env={**os.environ, **paths, **extra}, capture_output=True, check=False)
