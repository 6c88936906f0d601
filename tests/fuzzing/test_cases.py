"""What fuzzing found stays found: each kept case goes through its reader, as do the files that fuzzing starts from."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

import pytest

from argmap.diagnostics import Diagnostic, Severity, Span
from tests.fuzzing.mutations import mutated, packed
from tests.fuzzing.readers import READERS, in_file
from tests.fuzzing.seeds import word_parts

FOLDER = Path(__file__).parents[1] / "cases" / "fuzzing"
SAME_PICTURE = (
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/a.png"/>'
)
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())


def test_a_broken_promise_is_told() -> None:
    """So the tests below, which only read, can fail: a reader raises; and no folder of cases is passed over."""
    beyond = Diagnostic(Span("map.yaml", 2, 1), Severity.ERROR, "code", "message")
    with pytest.raises(AssertionError, match="below the last line"):
        in_file([beyond], b"one line", "map.yaml")
    assert {path.parent.name for path in CASES} == {path.name for path in FOLDER.iterdir()} <= READERS.keys()


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_fuzzing_found_is_read_or_refused(path: Path) -> None:
    """Each case is named for what was wrong with it, in the folder of its reader."""
    READERS[path.parent.name].read(path.read_bytes())


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("[Content_Types].xml", "<Override", "<!-- comment --><Override"),
        ("word/document.xml", 'w:type="default"', 'w:type="&lt;&quot;"'),
        ("word/document.xml", "<w:pgSz", "<?instruction?><w:pgSz"),
        ("word/document.xml", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="999999999"/>'),
        ("word/header1.xml", 'id="3"', 'id="²"'),
        ("word/_rels/header1.xml.rels", "</Relationships>", SAME_PICTURE + "</Relationships>"),
        ("word/_rels/header1.xml.rels", "media/a.png", "media/argument 1:?.png"),
        ("word/styles.xml", 'w:styleId="Heading1"', ""),
        ("word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="&amp;"'),
        ("word/styles.xml", '<w:sz w:val="22"/>', '<w:sz w:val="x"/><w:spacing w:before="x"/>'),
    ],
)
@pytest.mark.parametrize("name", ["word", "reference"])
def test_a_word_document_with_one_thing_wrong_is_read_or_refused(
    name: str, part: str, old: str, new: str
) -> None:
    """What was found in Word documents."""
    parts = word_parts()
    before = parts[part].decode()
    assert old in before
    READERS[name].read(packed({**parts, part: before.replace(old, new).encode()}))


@pytest.mark.parametrize("name", READERS)
def test_files_to_start_from_hold_what_a_reader_promises(name: str) -> None:
    """A fuzzer that starts from a broken promise would end there."""
    seeds = list(READERS[name].seeds())
    assert seeds
    for seed in seeds[:4]:
        READERS[name].read(seed)


@pytest.mark.parametrize("name", READERS)
def test_a_few_inputs_made_of_them_hold_it_too(name: str) -> None:
    """Twenty, without a fuzzer: values, lines and parts put elsewhere."""
    for number, seed in enumerate(islice(cycle(READERS[name].seeds()), 20)):
        READERS[name].read(mutated(seed, 2 * len(seed), number, lambda data, most: data[:most]))
