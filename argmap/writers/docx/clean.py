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
_ADDRESSES = frozenset(["href", "althref", "src"])
"""Attributes of VML that name a file by its address, without a relationship."""
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
        if dangling or person or tag.localname in _ADDRESSES:
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
    """Turn fields that may not stay into the text they show, and take out machinery that makes no whole field."""
    for part in list(root.iter(*map(_w, ("fldChar", "instrText", "delInstrText")))):
        # Word also takes it from alternatives within a run, where what is whole here may be two fields there.
        above = part.getparent()
        if above is not None and above.tag != _w("r"):
            _remove(part)
    field: list[etree._Element] = []
    depth = 0
    for run in list(root.iter(_w("r"))):
        marks = [str(mark.get(_w("fldCharType"))) for mark in run.iterchildren(_w("fldChar"))]
        depth += marks.count("begin")
        if depth > 0 or marks or _instruction(run):
            field.append(run)
        depth = max(0, depth - marks.count("end"))
        if depth == 0:
            _settle(field)
            field = []
    _settle(field)


def _settle(field: Sequence[etree._Element]) -> None:
    """Leave a field that may stay; of any other take out the machinery, and what it shows where that names somebody.

    One that holds another is no field that may stay, whatever it is called itself.
    """
    kinds = [str(mark.get(_w("fldCharType"))) for run in field for mark in run.iterchildren(_w("fldChar"))]
    name = _name_of("".join(map(_instruction, field)))
    if name in SAFE_FIELDS and kinds in (["begin", "separate", "end"], ["begin", "end"]):
        return
    shown = False
    for run in field:
        machinery = run.find(_w("fldChar")) is not None or bool(_instruction(run))
        marks = [mark.get(_w("fldCharType")) for mark in run.iterchildren(_w("fldChar"))]
        shown = (shown or "separate" in marks) and "begin" not in marks
        if machinery or not shown or name in PERSONAL_FIELDS:
            _remove(run)


def _instruction(run: etree._Element) -> str:
    return "".join(str(text.text or " ") for text in run.iter(_w("instrText"), _w("delInstrText")))


def settings(root: etree._Element, names: Collection[str]) -> dict[str, str]:
    """The settings that may come along, as XML under their names."""
    found = {}
    for child in root.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in names and child.tag.startswith(f"{{{W}}}"):
            child.tail = None
            found[name] = etree.tostring(clean(child, ()), encoding="unicode")
    return found
