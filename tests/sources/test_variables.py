"""Dates of CSL variables come out as date-parts, however they were written."""

from __future__ import annotations

import pytest

from argmap.sources.locators import is_locator
from argmap.sources.variables import normalise_date, normalise_variables

FORMS: list[tuple[object, dict[str, object]]] = [
    ("2024-05-22", {"date-parts": [[2024, 5, 22]]}),
    ("2022-06", {"date-parts": [[2022, 6]]}),
    (2022, {"date-parts": [[2022]]}),
    ("-0044-03-15", {"date-parts": [[-44, 3, 15]]}),
    ("2022~", {"date-parts": [[2022]], "circa": True}),
    ("2022-22", {"date-parts": [[2022]], "season": 2}),
    ("2021/2023-02", {"date-parts": [[2021], [2023, 2]]}),
    ("2021/..", {"date-parts": [[2021], [0]]}),
    ("202X", {"literal": "2020s"}),
    ("n.d.", {"literal": "n.d."}),
    (["2024", "5", "22"], {"date-parts": [[2024, 5, 22]]}),
    ([2024], {"date-parts": [[2024]]}),
    ([[2024, 5], [2024, 6]], {"date-parts": [[2024, 5], [2024, 6]]}),
    ([{"year": 2021}, {"year": 2022}], {"date-parts": [[2021], [2022]]}),
    ({"date-parts": [["2024", 5, 22]]}, {"date-parts": [[2024, 5, 22]]}),
    ({"date-parts": [[2024]], "circa": "true"}, {"date-parts": [[2024]], "circa": True}),
    ({"date-parts": [[2024]], "season": "3"}, {"date-parts": [[2024]], "season": 3}),
    ({"year": "2022", "month": "6"}, {"date-parts": [[2022, 6]]}),
    ({"raw": "2024-05-22"}, {"date-parts": [[2024, 5, 22]]}),
    ({"raw": "Spring 2024"}, {"literal": "Spring 2024"}),
    ({"literal": "2024"}, {"literal": "2024"}),
]


@pytest.mark.parametrize(("written", "expected"), FORMS, ids=str)
def test_each_form_of_a_date_is_brought_to_date_parts(written: object, expected: dict[str, object]) -> None:
    """Each form gives its date-parts, and what was normalised once stays."""
    assert normalise_date(written) == expected
    assert normalise_date(expected) == expected


@pytest.mark.parametrize(
    "written",
    [
        "May 2024",
        "2024-13",
        "2024-02-30",
        "",
        [],
        [2024, 13],
        [[2024], [2025], [2026]],
        {"date-parts": "2024"},
        {},
        None,
        True,
    ],
    ids=str,
)
def test_what_is_no_date_is_told(written: object) -> None:
    """A value that is no date stays as it was, and its name is handed back."""
    variables = {"title": "T", "issued": written, "accessed": "2024"}
    assert normalise_variables(variables) == (
        {"title": "T", "issued": written, "accessed": {"date-parts": [[2024]]}},
        ["issued"],
    )


def test_a_locator_of_any_length_is_judged() -> None:
    """A number too long to be read as one is no sentence."""
    assert is_locator("2.3-2.5")
    assert not is_locator(f"2.{'9' * 5000}")
