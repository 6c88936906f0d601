"""Check maps: read them, run the rules, take defaults from a settings file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from argmap.checks import CHECKS, run
from argmap.diagnostics import Diagnostic, Severity, Span, source_lines
from argmap.excerpts import Report
from argmap.pipeline.files import map_files, read_bytes
from argmap.pipeline.maps import Loaded, load

SETTINGS_FILES = ("argmap.toml", "pyproject.toml")
_KEYS = ("select", "ignore")
MOST_DOTS = 1000
"""In a line: tomllib's memory grows with the square of a key's parts (50,000 take 6 GB)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults for `check` from a settings file, and what is wrong with them.

    Attributes:
        select: codes of the rules to run; all where empty.
        ignore: codes of rules to leave out.
        diagnostics: mistakes in the file.
        lines: the file's lines under its path, for excerpts.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, tuple[str, ...]] | None = None


def check(
    paths: Iterable[str], select: Collection[str], ignore: Collection[str], settings: Settings | None = None
) -> Report:
    """Check maps.

    Args:
        paths: files, folders or `-`.
        select: codes of the rules to run; those of the settings where empty.
        ignore: codes of rules to leave out; those of the settings where empty.
        settings: defaults; those of the current folder where None.

    Returns:
        All findings, of reading and of the rules, map after map.

    Raises:
        WorldError: a file cannot be read.
    """
    defaults = settings or read_settings(Path.cwd())
    checked = [
        _checked(path, select or defaults.select, ignore or defaults.ignore) for path in map_files(paths)
    ]
    lines = dict(defaults.lines or {})
    for loaded in checked:
        lines[loaded.path] = loaded.lines
    return Report(
        (*defaults.diagnostics, *(found for loaded in checked for found in loaded.diagnostics)),
        lines,
        maps=len(checked),
        nodes=sum(len(loaded.argument.nodes) for loaded in checked if loaded.argument),
    )


def _checked(path: str, select: Collection[str], ignore: Collection[str]) -> Loaded:
    loaded = load(path)
    if loaded.argument is None:
        return loaded
    return loaded.with_findings(run(loaded.argument, select, ignore))


def unknown_rule(code: str, known: Collection[str] = tuple(CHECKS)) -> str | None:
    """What to say of a code that is none of the known rules; None where it is one."""
    if code in known:
        return None
    near = get_close_matches(code, known, 1)
    return f"there is no rule {code}" + (
        f"; did you mean {near[0]}?" if near else "; `argmap explain` lists them"
    )


def read_settings(folder: Path) -> Settings:
    """Find the settings that hold in a folder: argmap.toml, or the table tool.argmap of pyproject.toml.

    Args:
        folder: where to look; then in those above it, until one has settings.

    Returns:
        The settings, empty where there are none.
    """
    for place in (folder, *folder.parents):
        for name in SETTINGS_FILES:
            file = place / name
            if file.is_file():
                settings = _settings(file)
                if settings is not None:
                    return settings
    return Settings()


def _settings(file: Path) -> Settings | None:
    """The settings of one file; None for a pyproject.toml that has none."""
    import tomllib  # noqa: PLC0415 -- few folders have settings

    own = file.name == SETTINGS_FILES[0]
    text = read_bytes(str(file)).decode("utf-8-sig", "replace")
    lines = tuple(source_lines(text))
    try:
        if any(line.count(".") > MOST_DOTS for line in lines):
            raise tomllib.TOMLDecodeError(f"a line has more than {MOST_DOTS} dots")
        table: object = tomllib.loads(text)
    except (ValueError, RecursionError) as mistake:
        # Not every mistake is a TOMLDecodeError: a number of 5,000 digits is not, nor are 1,000 brackets.
        told = "it is nested too deep" if isinstance(mistake, RecursionError) else str(mistake)
        broken = _not_toml(file, told, len(lines))
        return Settings(diagnostics=(broken,), lines={str(file): lines}) if own else None
    for key in () if own else ("tool", "argmap"):
        table = table.get(key) if isinstance(table, dict) else None
    if not isinstance(table, dict):
        return None
    found = [_at(file, lines, key, message) for key, message in _mistakes(table)]
    select, ignore = (tuple(code for code in _codes(table.get(key)) if code in CHECKS) for key in _KEYS)
    return Settings(select, ignore, tuple(found), {str(file): lines})


def _codes(value: object) -> list[str]:
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def _mistakes(table: Mapping[str, object]) -> list[tuple[str, str]]:
    found = [
        (key, f"{key} is no setting; there are {' and '.join(_KEYS)}") for key in table if key not in _KEYS
    ]
    for key in _KEYS:
        value = table.get(key, [])
        if not isinstance(value, list) or len(_codes(value)) < len(value):
            found.append((key, f"{key} is a list of rules, such as ['lone-child']"))
        found += [(code, message) for code in _codes(value) if (message := unknown_rule(code))]
    return found


def _at(file: Path, lines: tuple[str, ...], words: str, message: str) -> Diagnostic:
    """A finding on the line of a settings file that holds the words."""
    line = next((number for number, line in enumerate(lines, 1) if words in line), 1)
    return Diagnostic(Span(str(file), line, 1), Severity.ERROR, "bad-settings", message, words=words)


def _not_toml(file: Path, message: str, last: int) -> Diagnostic:
    place = re.search(r"line (\d+), column (\d+)", message)
    line, column = (int(place[1]), int(place[2])) if place else (last, 1)
    return Diagnostic(
        Span(str(file), line, column), Severity.ERROR, "bad-settings", f"this is no TOML: {message}"
    )
