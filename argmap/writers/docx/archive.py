"""A zip that may be damaged or hostile, read as a Word package: what is in it, and what must not be followed."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

LARGEST = 64 * 1024 * 1024
"""Bytes that all parts together may hold."""
MOST_PARTS = 2000
STRICT = "http://purl.oclc.org/ooxml/"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "open it in Word and save it as Word document (.docx)"


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """The file cannot be used; the reason and what to do instead are for the user."""

    def __init__(self, reason: str, hint: str | None = _SAVE_AS) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship: its id, the last word of its type, where it leads, whether out of the file."""

    id: str
    kind: str
    target: str
    external: bool


class Archive:
    """A Word package that is read part by part; every reading method may raise Refused."""

    def __init__(self, data: bytes) -> None:
        _refuse_other_kinds(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
            raise Refused("is damaged: its zip cannot be read") from broken
        entries = self._zip.infolist()
        self._names = {entry.filename for entry in entries}
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
            raise Refused(
                "unpacks to more than 64 MB or 2,000 parts", "remove its pictures; only its look is used"
            )
        if any(_is_trick(entry.filename) for entry in entries) or len(self._names) < len(entries):
            raise Refused("holds parts whose names lead out of it or stand twice", None)
        if "mimetype" in self._names and "content.xml" in self._names:
            raise Refused("is an OpenDocument text, not a Word document", "save it as .docx")
        self._refuse_strict()

    def _refuse_strict(self) -> None:
        namespace = etree.QName(self.xml(self.main)).namespace or ""
        if namespace.startswith(STRICT):
            raise Refused(
                "is saved as Strict Open XML", "in Word, save it as Word document (.docx), not as Strict"
            )
        if namespace != TRANSITIONAL:
            raise Refused("is no Word document")

    @cached_property
    def main(self) -> str:
        """Name of the main part."""
        found = next((link.target for link in self.links("") if link.kind == "officeDocument"), None)
        if found is None or found not in self._names:
            raise Refused("is no Word document, or its main part is missing")
        return found

    def has(self, name: str) -> bool:
        """Tell whether the package holds a part."""
        return name in self._names

    def bytes(self, name: str) -> bytes:
        """A part's content."""
        try:
            return self._zip.read(name)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as broken:
            raise Refused(f"is damaged or protected: {name} cannot be read") from broken

    def xml(self, name: str) -> etree._Element:
        """A part's content as XML, elements alone; entities are not allowed."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise Refused(f"is damaged: {name} is no well-formed XML") from broken
        if b"<!DOCTYPE" in self.bytes(name):
            raise Refused(f"declares entities of its own in {name}, which no Word document does", None)
        return root

    def links(self, name: str) -> list[Link]:
        """Where a part leads; the package itself has no name."""
        folder, last = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{last}.rels")
        if relations not in self._names:
            return []
        return [
            Link(
                element.get("Id", ""),
                element.get("Type", "").rsplit("/", 1)[-1],
                _resolved(folder, element.get("Target", "")),
                element.get("TargetMode") == "External",
            )
            for element in self.xml(relations).iter("{*}Relationship")
        ]

    def image_kind(self, name: str) -> str:
        """The second half of a picture's media type, as the package declares it."""
        suffix = name.rsplit(".", 1)[-1].casefold()
        for element in self.xml("[Content_Types].xml"):
            said = (
                element.get("PartName", "").lstrip("/") == name
                or element.get("Extension", "").casefold() == suffix
            )
            kind = element.get("ContentType", "")
            if said and kind.startswith("image/"):
                return kind.removeprefix("image/").replace("jpg", "jpeg")
        return ""

    def left_behind(self) -> list[str]:
        """What is in the file that must not come along, in words."""
        parts = [
            ("macros", any(name.casefold().endswith("vbaproject.bin") for name in self._names)),
            ("embedded objects", any("/embeddings/" in name or "/activeX/" in name for name in self._names)),
            ("comments", any(name.endswith("comments.xml") for name in self._names)),
        ]
        outside = [
            link
            for name in sorted(self._names)
            if name.endswith(".rels")
            for link in self.links(_owner(name))
            if link.external
        ]
        return [word for word, there in parts if there] + (["links out of the file"] if outside else [])


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(
                "is protected by a password", "open it in Word, remove the password and save it again"
            )
        raise Refused("is in the old .doc format")
    if data.startswith(b"{\\rtf"):
        raise Refused("is rich text (.rtf), not a Word document")
    if not data.startswith(b"PK"):
        raise Refused("is no Word document")


def _is_trick(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or "\\" in name or ":" in name


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _owner(relations: str) -> str:
    folder, last = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), last.removesuffix(".rels"))
