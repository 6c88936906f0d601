r"""Files of sources come in as Zotero exports them: BibTeX, BibLaTeX, CSL-JSON and CSL-YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from argmap.diagnostics import Outcome
from argmap.formats import read
from argmap.model import ArgumentMap
from argmap.sources.bibliography import read_csl_json, read_sources
from argmap.sources.notes import short_note

BIB = r"""
@string{mind = "Mind"}
@comment{jabref-meta: none}
@article{doe2020,
  author = {Doe, Jane and {World Bank} and van Gogh, Vincent and others},
  title = {The {DNA} of ``X'' \& caf\'{e}}, subtitle = {A Study},
  journal = mind, year = 2020, month = may, pages = {3--9}, volume = 3, number = {2}, doi = {10.1/x_y}
}
@online{nato2022, author = {{North Atlantic Treaty Organization}}, shorthand = {NATO 2022},
  date = {2022-06-29}, urldate = {2023-01-01}, url = {https://x.y/a_b?c=1\&d=%20}, title = {Strategic Concept}}
@article{dawn2024, title = {Storm}, journaltitle = {Dawn}, entrysubtype = {newspaper}, date = {2024-05-14}}
@report{imf2022, institution = {IMF}, number = {22/288}, location = {Washington}, title = {Review}, year = {in press}}
"""
FROM_BIB = {
    "doe2020": {
        "type": "article-journal",
        "title": "The DNA of “X” & café: A Study",
        "container-title": "Mind",
        "volume": "3",
        "page": "3-9",
        "DOI": "10.1/x_y",
        "issue": "2",
        "author": [
            {"family": "Doe", "given": "Jane"},
            {"literal": "World Bank"},
            {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        ],
        "issued": {"date-parts": [[2020, 5]]},
    },
    "nato2022": {
        "type": "webpage",
        "title": "Strategic Concept",
        "citation-label": "NATO 2022",
        "URL": "https://x.y/a_b?c=1&d=%20",
        "author": [{"literal": "North Atlantic Treaty Organization"}],
        "issued": {"date-parts": [[2022, 6, 29]]},
        "accessed": {"date-parts": [[2023, 1, 1]]},
    },
    "dawn2024": {
        "type": "article-newspaper",
        "title": "Storm",
        "container-title": "Dawn",
        "issued": {"date-parts": [[2024, 5, 14]]},
    },
    "imf2022": {
        "type": "report",
        "title": "Review",
        "publisher": "IMF",
        "publisher-place": "Washington",
        "number": "22/288",
        "issued": {"literal": "in press"},
    },
}
ITEMS = [
    {
        "id": "http://zotero.org/users/1/items/ABC",
        "citation-key": "doe2020",
        "type": "book",
        "title": "On “X” / 😀",
        "volume": 3,
        "issued": {"date-parts": [["2020", 5]], "season": 2},
        "author": [{"family": "Doe", "given": "J."}],
    },
    {"id": "nato2022", "title": "Strategic\u00a0Concept"},
]
FROM_JSON = {
    "doe2020": {
        "type": "book",
        "title": "On “X” / 😀",
        "volume": "3",
        "issued": {"date-parts": [[2020, 5]], "season": 2},
        "author": [{"family": "Doe", "given": "J."}],
    },
    "nato2022": {"title": "Strategic Concept"},
}
YAML = """\
references:
  - id: doe2020
    type: book
    issued: 2020-05
    author: [{family: Doe, given: J.}]
"""


def _read(files: Mapping[str, str | bytes], sources: str) -> Outcome[ArgumentMap]:
    text = f"argmap: 1\ntitle: T\nsources: {sources}\nthesis: Sources come from files as well.\n"

    def open_beside(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(2, "No such file")
        found = files[name]
        return found if isinstance(found, bytes) else found.encode()

    return read(text.encode(), "map.yaml", open_beside)


def _sources(outcome: Outcome[ArgumentMap]) -> dict[str, dict[str, object]]:
    assert outcome.value is not None
    return {key: dict(source.variables) for key, source in outcome.value.sources.items()}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("refs.bib", BIB, FROM_BIB),
        ("refs.json", json.dumps(ITEMS, indent="\t"), FROM_JSON),
        ("refs.json", json.dumps({"items": ITEMS}, ensure_ascii=False), FROM_JSON),
        (
            "refs.yaml",
            YAML,
            {
                "doe2020": {
                    "type": "book",
                    "issued": {"date-parts": [[2020, 5]]},
                    "author": [{"family": "Doe", "given": "J."}],
                }
            },
        ),
    ],
)
def test_a_map_names_a_file_of_sources(name: str, text: str, expected: dict[str, dict[str, object]]) -> None:
    """Every variable is brought to CSL's name for it, dates to date-parts, LaTeX to text."""
    outcome = _read({name: text}, name)
    assert outcome.diagnostics == ()
    assert _sources(outcome) == expected


def test_files_and_written_sources_stand_together() -> None:
    """A list of both gives all of them, and notes print as from written ones."""
    outcome = _read({"a.bib": BIB, "b.json": json.dumps(ITEMS[1:])}, "[a.bib, {mine: {title: Own}}, b.json]")
    assert list(_sources(outcome)) == ["doe2020", "nato2022", "dawn2024", "imf2022", "mine"]
    assert outcome.value is not None
    assert short_note(outcome.value.sources["doe2020"]) == "Doe et al. 2020"


def test_a_source_given_twice_is_told() -> None:
    """In two files, or in a file and the map: the first counts."""
    outcome = _read({"a.bib": BIB, "b.json": json.dumps(ITEMS)}, "[a.bib, b.json, {dawn2024: {title: Own}}]")
    found = [f"{d.span.path}:{d.span.line} {d.code} {d.message}" for d in outcome.diagnostics]
    assert found == [
        "b.json:1 duplicate-key the source doe2020 is given twice",
        "b.json:1 duplicate-key the source nato2022 is given twice",
        "map.yaml:3 duplicate-key the source dawn2024 is given twice",
    ]
    assert _sources(outcome) == FROM_BIB


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "a.bib",
            "@book{a, title={T}}\n\n@book{a, title={U}}",
            "a.bib:3 bad-sources-file the key a stands twice",
        ),
        ("a.bib", "@book{a, title={T\n", "a.bib:1 bad-sources-file this entry cannot be read"),
        ("a.bib", "\n@misc{b, date = {May 2024}}", "a.bib:2 bad-date issued of b is not a date"),
        ("a.bib", b"@book{a, title={Caf\xe9}}", "a.bib:1 bad-sources-file this file is not in UTF-8"),
        (
            "a.bib",
            f"\n@misc{{b, title = {{{'{' * 3000}{'}' * 3000}}}}}",
            "a.bib:2 bad-sources-file the braces of b are nested too deep",
        ),
        ("a.bib", f"\n@misc{{b, year = {'9' * 5000}}}", "a.bib:2 bad-date issued of b is not a date"),
        ("a.json", '[\n{"id": "a",}]', "a.json:2 bad-sources-file this is no JSON"),
        ("a.json", "[" * 100_000, "a.json:1 bad-sources-file this JSON is nested too deep"),
        ("a.json", '{"a": {}}', "a.json:1 bad-sources-file CSL-JSON is a list of items"),
        ("a.json", '[{"title": "T"}]', "a.json:1 bad-sources-file CSL-JSON is a list of items"),
        (
            "a.json",
            '[{"id": 1},\n{"id": "b", "issued": {"date-parts": [[2024, 13]]}}]',
            "a.json:2 bad-date issued of b",
        ),
        ("b.json", "[]", "map.yaml:3 missing-sources-file the sources file a.json cannot be read"),
    ],
)
def test_mistakes_in_a_file_are_told_in_its_lines(name: str, text: str | bytes, told: str) -> None:
    """A map is read all the same."""
    wanted = "a.json" if name == "b.json" else name
    outcome = _read({name: text}, wanted)
    assert outcome.value is not None
    found = [f"{d.span.path}:{d.span.line} {d.code} {d.message}" for d in outcome.diagnostics]
    assert len(found) == 1, found
    assert found[0].startswith(told)


def test_numbers_stay_as_they_are_written_and_halves_of_characters_do_not() -> None:
    """A number may have any length; half a surrogate pair could be written to no file."""
    long = "9" * 5000
    (item,) = read_csl_json(f'[{{"id": 7, "volume": {long}, "issue": 1.50, "title": "a\\ud800"}}]').items
    assert item.key == "7"
    assert item.variables == {"volume": long, "issue": "1.50", "title": "a\ufffd"}


def test_what_a_bib_file_breaks_into_lines_is_folded() -> None:
    """Addresses and dates as well as titles."""
    outcome = _read({"a.bib": "@misc{a, url = {https://x.y/\n  z}, date = {May\n 2020}}"}, "a.bib")
    assert _sources(outcome) == {"a": {"type": "document", "URL": "https://x.y/ z", "issued": "May 2020"}}


def test_a_digit_that_is_no_number_is_no_year() -> None:
    """A raised two passes for a digit, and has no value as a number."""
    outcome = _read({"a.bib": "@misc{a, year = {20²}}"}, "a.bib")
    assert _sources(outcome) == {"a": {"type": "document", "issued": {"literal": "20²"}}}


def test_other_suffixes_are_not_ours() -> None:
    """CSL-YAML is read as the map itself is."""
    assert read_sources(b"", "refs.yaml") is None
    assert read_csl_json("[]").items == ()
    assert read_sources(Path(__file__).read_bytes(), "x.json") is not None
