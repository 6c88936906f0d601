"""What of a reference document's XML must not come along: people, tracked changes, objects, and ways out of the file."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree

from argmap.writers.docx.wml import R, W

_DROPPED = (
    *("object", "control", "altChunk", "subDoc", "dataBinding", "del", "moveFrom", "rsid", "printerSettings"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "bookmarkStart", "bookmarkEnd", "proofErr"),
    *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "numberingChange"),
    *("permStart", "permEnd", "footnoteReference", "endnoteReference"),
)
_UNWRAPPED = ("ins", "moveTo", "smartTag", "customXml")
SAFE_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "STYLEREF", "TITLE", "SUBJECT", "DATE", "TIME", "="}
)
"""Fields that stay fields; of others the text that they showed last stays, if it names nobody."""
PERSONAL_FIELDS = frozenset(
    {
        "AUTHOR",
        "LASTSAVEDBY",
        "USERNAME",
        "USERINITIALS",
        "USERADDRESS",
        "DOCPROPERTY",
        "COMMENTS",
        "FILENAME",
    }
)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def clean(root: etree._Element, kept: Collection[str]) -> etree._Element:
    """Clean one part in place.

    Args:
        root: its XML.
        kept: ids of its relationships that come along.

    Returns:
        The same root.
    """
    for element in list(root.iter(*map(_w, _DROPPED))):
        _remove(element)
    for element in list(root.iter(*map(_w, _UNWRAPPED))):
        _unwrap(element)
    for element in list(root.iter(_w("fldSimple"))):
        _simple_field(element)
    _complex_fields(root)
    for element in root.iter(etree.Element):
        _attributes(element, kept)
    return root


def _attributes(element: etree._Element, kept: Collection[str]) -> None:
    for name, value in list(element.attrib.items()):
        tag = etree.QName(name)
        dangling = tag.namespace == R and value not in kept
        person = tag.localname.startswith("rsid") or (
            tag.namespace == W and tag.localname in {"author", "initials"}
        )
        if dangling or person or tag.localname == "href":
            del element.attrib[name]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in [child for child in element if not str(child.tag).endswith("Pr")]:
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def _name_of(instruction: str) -> str:
    return instruction.split(maxsplit=1)[0].upper() if instruction.split() else ""


def _simple_field(element: etree._Element) -> None:
    name = _name_of(element.get(_w("instr"), ""))
    if name in PERSONAL_FIELDS:
        _remove(element)
    elif name not in SAFE_FIELDS:
        _unwrap(element)


def _complex_fields(root: etree._Element) -> None:
    """Turn fields that may not stay into the text they show; nested ones go with the one around them."""
    depth, runs, instruction, shown = 0, [], "", False
    for run in list(root.iter(_w("r"))):
        mark = run.find(_w("fldChar"))
        kind = mark.get(_w("fldCharType")) if mark is not None else None
        depth += kind == "begin"
        if depth == 0:
            continue
        shown = shown or (kind == "separate" and depth == 1)
        runs.append((run, mark is not None or run.find(_w("instrText")) is not None or not shown))
        instruction += "" if shown else "".join(str(text.text or "") for text in run.iter(_w("instrText")))
        depth -= kind == "end"
        if depth == 0:
            _settle(runs, _name_of(instruction))
            runs, instruction, shown = [], "", False


def _settle(runs: Sequence[tuple[etree._Element, bool]], name: str) -> None:
    for run, machinery in runs if name not in SAFE_FIELDS else ():
        if machinery or name in PERSONAL_FIELDS:
            _remove(run)


def settings(root: etree._Element, names: Collection[str]) -> dict[str, str]:
    """The settings that may come along, as XML under their names."""
    found = {}
    for child in root.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in names and child.tag.startswith(f"{{{W}}}"):
            child.tail = None
            found[name] = etree.tostring(clean(child, ()), encoding="unicode")
    return found
