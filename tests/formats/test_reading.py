"""Reading: every mistake at its place, in one run, and a map wherever the YAML holds together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from argmap.diagnostics import Outcome, has_errors, source_lines
from argmap.formats import read, write
from argmap.model import ArgumentMap, Origin, RelationKind, Role
from argmap.numbering import numbers
from argmap.pipeline.maps import load
from tests.expectations import actual, expected

STATUS = Path("/proc/self/status")
TELLS_PEAK = STATUS.exists() and "VmHWM" in STATUS.read_text(encoding="utf-8")
CASES = Path(__file__).parents[1] / "cases" / "reading"


def _nothing_beside(name: str) -> bytes:
    raise FileNotFoundError(2, "No such file", name)


def _read(text: str | bytes, name: str = "map.yaml") -> Outcome[ArgumentMap]:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read(data, name, _nothing_beside)


def _map(text: str) -> ArgumentMap:
    outcome = _read("argmap: 1\ntitle: A map\n" + text)
    assert outcome.value is not None
    return outcome.value


def _codes(text: str | bytes) -> list[str]:
    return [found.code for found in _read(text).diagnostics]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_case_gives_what_its_lines_expect(case: Path) -> None:
    """Every finding stands on the line that expects it, and a map comes of it."""
    loaded = load(str(case))
    assert expected(case.read_text(encoding="utf-8")) == actual(loaded.diagnostics)
    assert loaded.argument is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfea\x00", "not-utf-8"),
        ("title: caf\xe9".encode("latin-1"), "not-utf-8"),
        (b"", "bad-yaml"),
        (b"\xef\xbb\xbf \n", "bad-yaml"),
        (b"just text", "wrong-type"),
        (b"[a, b]", "wrong-type"),
        (b"a: 'open", "bad-yaml"),
        (b'a: "\\ud800"', "bad-yaml"),
        (b"a: [1, 2", "bad-yaml"),
        (b"a: @home", "bad-yaml"),
        (b"#" * (17 * 1024 * 1024), "too-large"),
        (b"[" * 50_000, "too-deep-yaml"),
        (b"[" * 200_000, "too-deep-yaml"),
        (b"{" * 200_000, "too-deep-yaml"),
        (b"- " * 200_000, "too-deep-yaml"),
        (b'{"a":' * 200_000, "too-deep-yaml"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else value,
)
def test_what_is_no_map_is_told(data: bytes, code: str) -> None:
    """Where no map can be made, the finding says why."""
    outcome = _read(data)
    assert outcome.value is None
    assert code in [found.code for found in outcome.diagnostics]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("x: 1", "unknown-key", 3, 1),
        ("title: again", "duplicate-key", 3, 1),
        ("thesis: &a one two", "yaml-anchor", 3, 9),
        ("thesis: *a", "yaml-alias", 3, 9),
        ("thesis: !!python/object/apply:os.system [ls]", "yaml-tag", 3, 9),
        ("thesis: one two\n---\ntitle: next", "second-document", 4, 1),
        ("thesis: one \x07two", "control-character", 3, 13),
        ("thesis: one\r \x07two", "control-character", 4, 2),
        ("thesis: one\u2028 \x07\n \x07two", "control-character", 4, 2),
        ("thesis: Yes: but", "unquoted-colon", 3, 12),
        ("thesis:\n\ttext: one two", "bad-yaml", 4, 1),
        ("thesis:\n\t\ttext: one &a two\n\t\thint: one", "unknown-key", 5, 3),
        ("thesis: [a, b]", "wrong-type", 3, 9),
        ("claims: c1 and c2", "wrong-type", 3, 9),
        ("claims:\n- Yes: but", "unquoted-colon", 4, 3),
        ("thesis:", "missing-key", 3, 8),
        ("language: []", "wrong-type", 3, 11),
        ("thesis: {text: one two, role: claim}", "misplaced-role", 3, 31),
        ("thesis: {text: one two, strength: huge}", "wrong-type", 3, 35),
        ("thesis: {text: one two, claims: [a b]}", "unknown-key", 3, 25),
        ("thesis: {id: a->b, text: one two}", "reserved-id", 3, 14),
        ("thesis: {id: warrant, text: one two}", "reserved-id", 3, 14),
        ("article: news", "unknown-source", 3, 10),
        ("sources: refs.json", "missing-sources-file", 3, 10),
        ("sources: {a: {type: book, issued: 2022-13}}", "bad-date", 3, 35),
        ("claims: [one two, one two]", "ambiguous-id", 3, 19),
        ("way-forward: [{text: one two, answers: [x9]}]", "unknown-id", 3, 41),
        ("relations: [{from: [x9], to: x8}]", "unknown-id", 3, 20),
        ("essays: [{id: q, question: Why so, body: [{heading: a b, points: [x9]}]}]", "unknown-id", 3, 67),
        ("papers: [{id: p, minutes: {write: soon}}]", "wrong-type", 3, 35),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, code: str, line: int, column: int, tmp_path: Path) -> None:
    """The first finding of a kind stands on the very value, and a map is there all the same."""
    path = tmp_path / "map.yaml"
    path.write_bytes(f"argmap: 1\ntitle: A map\n{text}\n".encode())
    loaded = load(str(path))
    places = [(found.span.line, found.span.column) for found in loaded.diagnostics if found.code == code]
    assert places[:1] == [(line, column)], loaded.diagnostics
    assert loaded.argument is not None
    assert loaded.failed


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: 1\nb", 2, 2),
        (b"a: [1", 1, 6),
        (b"a: 1\rb: \xff", 2, 4),
        (b"\xef\xbb\xbfa: \xff", 1, 4),
    ],
)
def test_a_text_that_breaks_off_is_told_within_the_file(data: bytes, line: int, column: int) -> None:
    """Where the text ends is the end of its last line; a byte order mark is no column."""
    (found,) = _read(data).diagnostics
    assert (found.span.line, found.span.column) == (line, column)


def test_a_misspelt_key_is_recognised() -> None:
    """The hint names the key that was meant."""
    (found,) = _read("argmap: 1\ntitle: A map\nclaims: [{text: one two, evidense: []}]").diagnostics
    assert found.hint == "did you mean `evidence`?"


def test_levels_of_nesting() -> None:
    """A hundred levels are read; of a hundred and one the deepest is left out, and told."""
    deep = "argmap: 1\ntitle: A map\ntags: " + "[" * 99 + "]" * 99
    assert "too-deep-yaml" not in _codes(deep)
    deeper = "argmap: 1\ntitle: A map\ntags: " + "[" * 100 + "]" * 100
    outcome = _read(deeper)
    assert "too-deep-yaml" in [found.code for found in outcome.diagnostics]
    assert outcome.value is not None


def test_a_byte_order_mark_and_windows_line_ends_are_nothing_special() -> None:
    """Both read as the same map."""
    plain = _read(b"argmap: 1\ntitle: A map\nthesis: one two\n")
    other = _read(b"\xef\xbb\xbfargmap: 1\r\ntitle: A map\r\nthesis: one two\r\n")
    assert other.diagnostics == ()
    assert plain.value == other.value


def test_scalars_mean_what_the_author_wrote() -> None:
    """No truth values, no base-60 numbers, no dates: text, its white space folded."""
    argument = _map('thesis: {id: no, text: "1:30   is\\n  a time", date: 2024-05-22, heading: yes}')
    node = argument.by_id["no"]
    assert (node.text, node.date, node.heading) == ("1:30 is a time", "2024-05-22", "yes")


def test_roles_ids_origins_and_relations_follow_from_nesting() -> None:
    """The nested file gives the graph of the contract."""
    argument = _map(
        """article: a
sources: {a: {type: book}, b: {type: book}}
thesis: {id: t, text: one two}
claims:
  - id: c1
    text: three four
    warrant: five six
    evidence:
      - {id: e1, text: seven, cite: a 2.3, together: [e2]}
      - {id: e2, text: eight, cite: b p. 3}
      - shared
    counterpoints:
      - {id: x1, text: nine, against: warrant, rebuttals: [{id: r1, text: ten, against: warrant}]}
      - {id: x2, text: eleven, against: c1.warrant}
way-forward: [{id: f, text: twelve, answers: [c1, x1]}]
nodes: [{id: shared, role: evidence, text: thirteen}]
relations: [{id: odd, from: [shared, e2], to: x2->c1.warrant, kind: undercut, scheme: sign}]
"""
    )
    relations = {each.id: (str(each.kind), each.sources, each.target) for each in argument.relations}
    assert relations == {
        "c1->t": ("support", ("c1", "c1.warrant"), "t"),
        "e1->c1": ("support", ("e1", "e2"), "c1"),
        "shared->c1": ("support", ("shared",), "c1"),
        "x1->c1->t": ("undercut", ("x1",), "c1->t"),
        "r1->x1->c1->t": ("undercut", ("r1",), "x1->c1->t"),
        "x2->c1.warrant": ("attack", ("x2",), "c1.warrant"),
        "odd": ("undercut", ("shared", "e2"), "x2->c1.warrant"),
    }
    assert numbers(argument) == {
        "t": "0",
        "c1": "1",
        "c1.warrant": "1.w",
        "e1": "1.e1",
        "e2": "1.e2",
        "shared": "1.e3",
        "x1": "1.c1",
        "r1": "1.c1.r1",
        "x2": "1.c2",
        "f": "f1",
    }
    origins = [argument.by_id[name].origin for name in ("e1", "e2")]
    assert origins == [Origin.ARTICLE, Origin.CURATOR]
    assert argument.by_id["x1"].role is Role.COUNTERPOINT
    assert argument.relation_by_id["odd"].kind is RelationKind.UNDERCUT
    assert argument.roots == ("t",)
    assert argument.by_id["shared"].under == "c1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "claims: [{id: a, text: one two, together: [b]}, {id: b, text: two three, together: [a]}]",
            "bad-together",
        ),
        ("claims: [{id: a, text: one two, together: [t]}]", "bad-together"),
        ("claims: [{id: a, text: one two, together: [zz]}]", "unknown-id"),
        ("counterpoints: [{id: a, text: one two, against: warrant}]", "no-step-here"),
        (
            "counterpoints: [{id: a, text: one two, against: b.warrant}]\nclaims: [{id: b, text: x y}]",
            "unknown-id",
        ),
        ("way-forward: [{id: f, text: one two, warrant: three four}]", "no-step-here"),
        ("nodes: [{id: a, role: claim, text: one two, concede: three}]", "unknown-key"),
        ("relations: [{from: [c], to: t}]\nclaims: [{id: c, text: one two}]", "duplicate-id"),
        ("relations: [{from: [], to: t}]\nclaims: [{id: c, text: one two}]", "missing-key"),
    ],
)
def test_relations_that_cannot_be(text: str, code: str) -> None:
    """What refers wrongly is told, and no node is lost."""
    outcome = _read(f"argmap: 1\ntitle: A map\nthesis: {{id: t, text: zero one}}\n{text}")
    assert outcome.value is not None
    assert [found.code for found in outcome.diagnostics] == [code]
    assert len(outcome.value.nodes) >= 2


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("a->>b", "a-b"),
        ("a->->b", "a--b"),
        ("'a >b'", "a-b"),
        ("a.warrant.warrant", "a"),
        ("warrant.warrant", "a-warrant"),
    ],
)
def test_a_reserved_id_is_mended_for_good(written: str, mended: str) -> None:
    """What is written instead is not reserved in its turn."""
    outcome = _read(f"argmap: 1\ntitle: A map\nthesis: {{id: {written}, text: zero one}}")
    assert outcome.value is not None
    assert outcome.value.thesis == mended


def test_numbers_of_a_paper_are_whole_however_they_are_written() -> None:
    """10.0 is 10; a phase may be called as a key that must be there, and what is no number is told and left out."""
    outcome = _read(
        "argmap: 1\ntitle: A map\npapers:\n- {id: p, marks: 10.0, minutes: {title: soon, text: 5.0},"
        " words: {least: 1.0, most: 2.0, planned: 2.0}}"
    )
    assert [(found.code, found.span.line) for found in outcome.diagnostics] == [("wrong-type", 4)]
    assert outcome.value is not None
    (paper,) = outcome.value.papers
    assert (paper.marks, paper.minutes, paper.words) == (10, (("text", 5),), (1, 2, 2))


def test_a_point_holds_ids_alone() -> None:
    """A text among a point's evidence is told and left out: it names no node that an outline could print."""
    text = "essays: [{id: q, question: Why, body: [{heading: a b, points: [{claim: t, evidence: [a b]}]}]}]"
    outcome = _read(f"argmap: 1\ntitle: A map\nthesis: {{id: t, text: one two}}\n{text}")
    assert has_errors(outcome.diagnostics)
    assert outcome.value is not None
    assert outcome.value.essays[0].body[0].points[0].evidence == ()


def test_a_billion_laughs_stay_one() -> None:
    """An alias is not followed, so nothing grows."""
    lines = ["argmap: 1", "title: A map", "l0: &l0 [ha]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    codes = _codes("\n".join(lines))
    assert codes.count("yaml-alias") == 99


def test_json_is_read_with_places_and_escapes() -> None:
    """Surrogate pairs, escaped slashes, tabs and null are JSON's own; mistakes still have their place."""
    text = '{"argmap": 1, "title": "\\ud83d\\ude00 a\\/b \\\\u0041",\n\t"thesis": null,\n\t"nodes": [\n\t{"id": "a", "role": "clam", "text": "x y"}]}'
    outcome = _read(text, "map.json")
    assert outcome.value is not None
    assert outcome.value.title == "\U0001f600 a/b \\u0041"
    (found,) = outcome.diagnostics
    assert (found.code, found.span.line, found.hint) == (
        "wrong-type",
        4,
        "did you mean claim? one of: thesis, claim, evidence, warrant, counterpoint, rebuttal, way-forward",
    )


def test_a_long_chain_of_shared_nodes_is_read() -> None:
    """What YAML cannot nest, ids can: 20,000 nodes in a row neither overflow a stack nor grow their numbers."""
    lines = ["argmap: 1", "title: A chain", "thesis: {id: t, text: zero one}", "claims: [n0]", "nodes:"]
    lines += [f"- {{id: n{k}, text: step {k}, claims: [n{k + 1}]}}" for k in range(20_000)]
    lines.append("- {id: n20000, text: the last step}")
    outcome = _read("\n".join(lines))
    assert outcome.value is not None
    assert outcome.diagnostics == ()
    labels = numbers(outcome.value)
    assert len(set(labels.values())) == 20_002
    assert max(map(len, labels.values())) < 200


@pytest.mark.slow
@pytest.mark.skipif(not TELLS_PEAK, reason="the system does not tell the peak memory of one process")
@pytest.mark.parametrize(
    "make",
    [
        "b'[' * 200_000",
        "b'- ' * 200_000",
        "b'x' * (17 << 20)",
        "b'a: ' + b'[{a: [b' * 40 + b'\\n' + b'- x: y: z\\n' * 100_000",
        "b'argmap: 1\\ntitle: t\\nclaims:\\n' + b'- x: y\\n' * 30_000",
        "bytes(range(256)) * 40_000",
    ],
)
def test_bad_input_takes_little_memory(make: str) -> None:
    """Whatever the bytes, reading ends without a traceback and within 300 MB."""
    code = f"""
import re
from pathlib import Path
from argmap.formats import read
data = {make}
read(data, 'm.yaml', lambda name: b'')
print(int(re.search('VmHWM:[^0-9]+([0-9]+)', Path('/proc/self/status').read_text())[1]) // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert int(done.stdout) < 300


def test_source_lines_agree_with_the_reader() -> None:
    """Lines break where YAML 1.1 breaks them."""
    assert source_lines("a\r\nb\rc\nd\u2028e") == ["a", "b", "c", "d", "e"]


def test_findings_are_errors_where_the_file_is_wrong() -> None:
    """Reading findings change the exit code."""
    assert has_errors(_read("argmap: 1\ntitle: t\nx: 1").diagnostics)


def test_a_relation_in_json_has_no_nodes_id() -> None:
    """It is told as in YAML, and the map that comes of it can be written as YAML and read back."""
    text = (
        '{"argmap": 1, "title": "A map", "nodes": [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}],'
        ' "relations": [{"id": "a", "kind": "support", "sources": ["b"], "target": "a"}]}'
    )
    outcome = _read(text, "map.json")
    assert [found.code for found in outcome.diagnostics] == ["duplicate-id"]
    assert outcome.value is not None
    assert [relation.id for relation in outcome.value.relations] == ["a->a"]
    assert _read(write(outcome.value, "yaml").value or b"").value == outcome.value
