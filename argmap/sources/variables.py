"""CSL variables (CSL 1.0.2, appendix IV): dates are brought to date-parts, however they were written.

A date may be EDTF text (`2022-06`, `2022~`, `2022/2023`, `202X`), a list `[2022, 6]`, CSL-JSON
(`{date-parts: [[2022, 6]]}`, `{raw: ...}`, `{literal: ...}`), or pandoc's `{year: 2022, month: 6}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from argmap.sources.locators import is_date

DATE_VARIABLES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
_SEASON = 20
"""EDTF writes the seasons as months 21 to 24, CSL as 1 to 4."""
_OPEN = [0]
"""The open end of an interval, as pandoc writes it."""


def normalise_variables(variables: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """Bring the dates among a source's variables to date-parts.

    Args:
        variables: CSL variables as read; numbers may be text.

    Returns:
        The variables in their order, and the names of those whose date cannot be read (these stay as they were).
        Applied twice it changes nothing more.
    """
    found: dict[str, object] = {}
    bad: list[str] = []
    for name, value in variables.items():
        date = normalise_date(value) if name in DATE_VARIABLES else None
        if name in DATE_VARIABLES and date is None:
            bad.append(name)
        found[name] = value if date is None else date
    return found, bad


def normalise_date(value: object) -> dict[str, object] | None:
    """Bring one date to CSL-JSON's form.

    Args:
        value: EDTF text, a year, a list, or a mapping, as the module's head says.

    Returns:
        `{"date-parts": [[year, month, day]]}`, two such lists for an interval (`[0]` for an open end), with
        `circa` and `season` where they hold; `{"literal": text}` for `n.d.`, decades and centuries; None where
        the value is no date.
    """
    if isinstance(value, str):
        return _from_text(" ".join(value.split()))
    if isinstance(value, int) and not isinstance(value, bool):
        return _from_text(f"{value:04d}")
    if isinstance(value, list | tuple):
        return _from_list(list(value))
    if isinstance(value, Mapping):
        return _from_mapping(value)
    return None


def sortable(date: object) -> str:
    """Turn a normalised date into text that sorts by time.

    Args:
        date: as `normalise_date` gives it.

    Returns:
        Text; dates without date-parts sort last.
    """
    ends = date.get("date-parts") if isinstance(date, Mapping) else None
    if not isinstance(ends, list) or not ends:
        return "~"
    year, month, day = (*ends[0], 0, 0)[:3]
    return f"{year + 100_000:06d}{month:02d}{day:02d}"


def _from_text(text: str) -> dict[str, object] | None:
    if not is_date(text):
        return None
    vague = re.fullmatch(r"(\d{2,3})(X{1,2})", text)
    if text == "n.d." or vague is not None:
        return {"literal": text if vague is None else f"{text.replace('X', '0')}s"}
    start, slash, end = text.partition("/")
    ends = [_parts(start), _parts(end)] if slash else [_parts(start)]
    if any(part is None for part in ends):
        return {"literal": text}
    return _dated([part for part in ends if part is not None], approximate=any(c in text for c in "~?%"))


def _parts(text: str) -> list[int] | None:
    """The numbers of one end of an interval; None where it names no year."""
    if text in {"", ".."}:
        return list(_OPEN)
    if "X" in text:
        return None
    sign = -1 if text.startswith("-") else 1
    numbers = [int(part) for part in text.strip("-~?%").split("-")]
    return [sign * numbers[0], *numbers[1:]]


def _dated(ends: list[list[int]], *, approximate: bool = False) -> dict[str, object]:
    date: dict[str, object] = {"date-parts": ends}
    if len(ends) == 1 and len(ends[0]) == 2 and ends[0][1] > _SEASON:
        date = {"date-parts": [ends[0][:1]], "season": ends[0][1] - _SEASON}
    return {**date, "circa": True} if approximate else date


def _from_list(value: list[object]) -> dict[str, object] | None:
    """A list of numbers is one date; a list of anything else is the ends of an interval."""
    if not value:
        return None
    if not all(isinstance(part, str | int) and str(part).strip().lstrip("-").isdigit() for part in value):
        ends = [_end(end) for end in value]
    else:
        ends = [_end(value)]
    known = [end for end in ends if end is not None]
    return _dated(known) if len(known) == len(ends) <= 2 else None


def _end(value: object) -> list[int] | None:
    if isinstance(value, Mapping):
        date = _from_mapping(value)
        parts = date.get("date-parts") if date else None
        return parts[0] if isinstance(parts, list) and len(parts) == 1 else None
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= 3:
        return None
    numbers = [str(part).strip() for part in value]
    if numbers == ["0"]:
        return list(_OPEN)
    if not all(number.lstrip("-").isdigit() for number in numbers):
        return None
    sign = "-" if numbers[0].startswith("-") else ""
    year, *rest = (number.lstrip("-") for number in numbers)
    text = "-".join((f"{sign}{year:0>4}", *(f"{part:0>2}" for part in rest)))
    return _parts(text) if is_date(text) else None


def _from_mapping(value: Mapping[object, object]) -> dict[str, object] | None:
    if "date-parts" in value:
        date = (
            _from_list(list(value["date-parts"])) if isinstance(value["date-parts"], list | tuple) else None
        )
    elif "year" in value:
        parts = [value[name] for name in ("year", "month", "day") if name in value]
        end = _end(parts)
        date = None if end is None else _dated([end])
    else:
        words = value.get("raw") or value.get("literal")
        if not isinstance(words, str):
            return None
        return _from_text(words) or {"literal": words} if "raw" in value else {"literal": words}
    return None if date is None else _with_extras(date, value)


def _with_extras(date: dict[str, object], value: Mapping[object, object]) -> dict[str, object]:
    season = str(value.get("season", ""))
    if season.isdigit() and 1 <= int(season) <= 4:
        date["season"] = int(season)
    if str(value.get("circa", "")).lower() in {"true", "1", "yes"}:
        date["circa"] = True
    return date
