"""Where the templates lie, and which styles there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argmap.diagnostics import WorldError

STYLES = ("academy", "decimal", "jwt", "classic", "answer")
SHEETS = ("skeleton", "facts")
SUFFIX = ".md.jinja"
_ABOUT = re.compile(r"^about:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its text, the name under which errors tell of it, and whether it came with argmap."""

    name: str
    text: str
    ours: bool = True


@cache
def root() -> Path:
    """The folder of the templates: the package's own copy, or in a checkout the one beside the package.

    Returns:
        The folder.

    Raises:
        WorldError: neither is there.
    """
    package = Path(__file__).parents[1]
    own, beside = package / "_templates", package.parent / "templates"
    if own.is_dir():
        return own
    if (package.parent / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    raise WorldError(f"argmap's templates are missing: there is no folder {own}; install argmap anew")


def built_in(name: str) -> Template:
    """A template of argmap's own.

    Args:
        name: of a style or a sheet.

    Returns:
        The template.

    Raises:
        WorldError: the installation is broken.
    """
    path = root() / f"{name}{SUFFIX}"
    if not path.is_file():
        path = root() / "sheets" / f"{name}{SUFFIX}"
    try:
        return Template(name, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorldError(f"argmap's template {name} cannot be read: {error}") from error


def about(name: str) -> str:
    """One line about a style, from its head.

    Args:
        name: of the style.

    Returns:
        The line.
    """
    found = _ABOUT.search(built_in(name).text)
    return found[1].strip("\"'") if found else ""
