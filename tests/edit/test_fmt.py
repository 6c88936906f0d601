"""Canonical form: the same map, every comment, the same again when formatted twice; ids renamed everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from argmap.cli import cli
from argmap.edit.grammar import ORDERS
from argmap.edit.layout import parse
from argmap.edit.printing import WIDTH, canonical
from argmap.formats import read, schema

MAPS = sorted((Path(__file__).parents[2] / "maps").glob("*.yaml"))
UNTIDY = """\
# A head comment.

title:   Buses   # beside the title
argmap: 1
# above the sources
sources:
  report: {title: "Report", type: report}   # beside a source
claims:
    - text: Night buses make streets safer because
        people are about.
      # above the id
      id: 'safe'
      evidence: [] # none yet
      # at the end of the claim


    # above the second claim
    - {text: "Buses: a blessing", id: bless,
       tags: [a, b, # within a list
       c]}
thesis: Buses should run at night.
relations:
- from: [bless]   # who
  to: safe
# the end
"""
TIDY = """\
# A head comment.

argmap: 1
title: Buses  # beside the title
# above the sources
sources:
  report: {title: Report, type: report}  # beside a source
thesis: Buses should run at night.
claims:
  # above the id
  - id: safe
    text: Night buses make streets safer because people are about.
    evidence: []  # none yet
    # at the end of the claim

  # above the second claim
  - id: bless
    text: "Buses: a blessing"
    tags:
      - a
      - b  # within a list
      - c
relations:
  - from: [bless]  # who
    to: safe
# the end
"""


def _formatted(text: str) -> str:
    layout = parse(text)
    assert layout is not None
    return canonical(layout)


def _nothing(name: str) -> bytes:
    raise FileNotFoundError(name)


def test_tidies() -> None:
    """Keys come in order, texts are filled, comments stay with what they are about."""
    assert _formatted(UNTIDY) == TIDY


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_maps_are_canonical(path: Path) -> None:
    """The maps that come with argmap are in canonical form."""
    text = path.read_text(encoding="utf-8")
    assert text == _formatted(text), "run `argmap fmt maps`"


def test_orders_know_every_key() -> None:
    """The canonical order names exactly the keys that the format has."""
    shapes = {
        "map": (schema.MapShape, schema.EssayFileShape),
        "node": (schema.LooseShape, schema.AttackShape, schema.ForwardShape),
        "relation": (schema.RelationShape,),
        "allow": (schema.AllowShape,),
        "paper": (schema.PaperShape,),
        "range": (schema.WordsRange,),
        "essay": (schema.EssayShape,),
        "introduction": (schema.IntroductionShape,),
        "section": (schema.SectionShape,),
        "point": (schema.PointShape,),
    }
    assert {
        kind: {field.alias or name for shape in known for name, field in shape.model_fields.items()}
        for kind, known in shapes.items()
    } == {kind: set(keys) for kind, keys in ORDERS.items()}


LINES = st.sampled_from(
    [
        "title: Buses",
        "title: >-\n  Buses at\n  night",
        "title: |\n  Buses # no comment\n  at night",
        'title: "Buses: \\"at # night\\""',
        "title: 'It''s late'",
        "language: en-GB",
        "sources: {report: {title: Report, note: 'a  b'}}",
        "sources:\n  report:\n    note: |\n      two\n      lines\n    title: Report",
        "thesis: {text: Buses should run at night., id: thesis}",
        "thesis:\n    text: Buses should run\n      at night.\n    id: thesis",
        "claims:\n- Night buses help.\n- {text: They do., id: two}",
        "claims:\n  - id: one\n    evidence:\n      - text: A fact, [well] known.\n        cite: report p. 2\n    text: One.",
        "counterpoints: [Buses cost too much.]",
        "essays: [{question: Why?, id: e, body: [{points: [one], heading: One}]}]",
        "relations: []",
    ]
)


@given(st.lists(LINES, min_size=1, unique_by=lambda text: text.split(":")[0]), st.data())
@settings(max_examples=100, deadline=None)
def test_keeps_every_comment(blocks: list[str], data: st.DataObject) -> None:
    """Whatever comments stand anywhere, all are there afterwards, the map is the same, and a second run changes nothing."""
    lines = "\n".join(["argmap: 1", *blocks]).split("\n")
    for number in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(lines) - 1))
        if data.draw(st.booleans()):
            lines[place] += f" # c{number}"
        else:
            lines.insert(place, " " * data.draw(st.integers(0, 8)) + f"# c{number}")
        lines.insert(place, "") if data.draw(st.booleans()) else None
    text = "\n".join(lines) + "\n"
    before = read(text.encode(), "a.yaml", _nothing)
    layout = parse(text)
    assume(before.value is not None and layout is not None)
    assert layout is not None
    once = canonical(layout)
    assert once == _formatted(once)
    assert read(once.encode(), "a.yaml", _nothing).value == before.value
    # What stands within a text is no comment, and may be broken between its words.
    assert sorted(re.findall(r"#\s+c\d", text)) == sorted(re.findall(r"#\s+c\d", once))


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_no_text_raises(text: str) -> None:
    """Any text either has a layout, which can be written, or has none."""
    layout = parse(text)
    if layout is not None:
        assert _formatted(canonical(layout)) == canonical(layout)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_title_stays(title: str) -> None:
    """A text of any characters reads back as it was, and no line that can be broken is too long."""
    once = _formatted('title: "' + "".join(f"\\U{ord(char):08x}" for char in title) + '"\n')
    again = parse(once)
    assert again is not None
    assert " ".join(title.split()) == getattr(again.top.entries[0].value, "value", None)
    breakable = re.compile(r"\S [^ #\-?:|>%&*!]")
    assert all(
        len(line) <= WIDTH or not breakable.search(line.strip().removeprefix("title: "))
        for line in once.splitlines()
    )


def test_rename(tmp_path: Path) -> None:
    """An id is renamed in lists, points, relations' ids and warrants, and stays in texts."""
    path = tmp_path / "map.yaml"
    path.write_text(
        "argmap: 1\ntitle: Buses\nthesis: {id: t, text: Buses should run at night.}\n"
        "claims:\n  - id: safe\n    text: Buses are safe.\n    tags: [safe]\n    warrant: Safe is good.\n"
        "  - {id: other, text: Buses run.}\n"
        "relations:\n  - {id: r, from: [other], to: safe->t, kind: undercut}\n  - {from: [other], to: safe.warrant}\n"
        "essays:\n  - id: e\n    question: Why?\n    body:\n      - heading: safe\n        points: [safe, {claim: safe}]\n"
        "    way-forward: [safe]\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(cli, ["fmt", str(path), "--rename", "safe=sound"])
    assert (0, f"wrote {path}\n") == (result.exit_code, result.stderr)
    after = path.read_text(encoding="utf-8")
    assert re.findall(r"\S+ \[?safe\b\]?(?!\.)", after.replace("are safe.", "")) == [
        "tags: [safe]",
        "heading: safe",
    ]
    assert {"sound", "sound->t", "sound.warrant"} == set(re.findall(r"sound[\w.>-]*", after))


def test_rename_of_a_derived_id_writes_it(tmp_path: Path) -> None:
    """A node whose id comes from its text gets the new one written down."""
    path = tmp_path / "map.yaml"
    path.write_text("argmap: 1\ntitle: Buses\nclaims: [Buses run late.]\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", str(path), "--rename", "buses-run-late=late"])
    assert (
        result.exit_code,
        path.read_text(encoding="utf-8"),
    ) == (0, "argmap: 1\ntitle: Buses\nclaims:\n  - id: late\n    text: Buses run late.\n")


@pytest.mark.parametrize(
    ("rename", "told"),
    [
        ("saef=x", "no node, relation or essay has the id saef; did you mean safe?"),
        ("safe=other", "other is the id of something else already"),
        ("safe=a->b", "'a->b' cannot be an id"),
    ],
)
def test_rename_mistakes(tmp_path: Path, rename: str, told: str) -> None:
    """A rename that cannot be is told, and the file stays as it is."""
    path = tmp_path / "map.yaml"
    text = "argmap: 1\ntitle:   Buses\nclaims: [{id: safe, text: Safe.}, {id: other, text: Other.}]\n"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", str(path), "--rename", rename])
    assert (1, text) == (result.exit_code, path.read_text(encoding="utf-8"))
    assert told in result.stderr


def test_check_writes_nothing(tmp_path: Path) -> None:
    """With --check a file that would change is named, left alone, and the exit code is 1."""
    path = tmp_path / "map.yaml"
    path.write_text("title: Buses\nargmap: 1\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", "--check", str(path)])
    assert (1, f"would change {path}\n") == (result.exit_code, result.stderr)
    assert path.read_text(encoding="utf-8").startswith("title")
    assert CliRunner().invoke(cli, ["fmt", str(path)]).exit_code == 0
    assert CliRunner().invoke(cli, ["fmt", "--check", str(path)]).exit_code == 0


def test_a_file_with_anchors_is_left_alone(tmp_path: Path) -> None:
    """What cannot be written back as it was is told and left as it is."""
    path = tmp_path / "map.yaml"
    path.write_text("argmap: 1\ntitle: &a Buses\nlanguage: *a\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["fmt", str(path)])
    assert result.exit_code == 1
    assert "left as it is" in result.stderr


def test_standard_input() -> None:
    """- is formatted from standard input to standard output."""
    result = CliRunner().invoke(cli, ["fmt", "-"], input="title: Buses\nargmap: 1\n")
    assert (result.exit_code, result.stdout) == (0, "argmap: 1\ntitle: Buses\n")


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@settings(max_examples=100, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the file holds, it is formatted or left as it is and told."""
    result = CliRunner().invoke(cli, ["fmt", "-"], input=data)
    assert result.exit_code in {0, 1}
    assert result.exception is None or isinstance(result.exception, SystemExit)
