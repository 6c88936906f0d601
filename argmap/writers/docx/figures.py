"""Drawings: a vector picture with a print-grade one of pixels for programs that draw no SVG."""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from argmap.blocks import Figure, Picture
from argmap.writers.docx.wml import escape

EMU_OF_TWIP = 635
LARGEST_SCALE = 1.4
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


@dataclass(slots=True)
class Pictures:
    """The pictures of one document.

    Attributes:
        owner: the part that shows them.
        used: drawing ids that stand in kept headers; ours begin after the largest.
        count: how many are in so far.
    """

    owner: Part
    used: int = 0
    count: int = 0
    media: dict[int, tuple[str, str]] = field(default_factory=dict)

    def drawing(self, figure: Figure, picture: Picture, width: int, height: int) -> str:
        """A run that shows a picture as large as it fits.

        Args:
            figure: its words.
            picture: the drawing.
            width: of the room for it, in twips.
            height: of the room for it, in twips.
        """
        self.count += 1
        png, svg = self._related(picture)
        scale = min(width / (picture.width * 20), height / (picture.height * 20), LARGEST_SCALE)
        size = [int(side * 20 * scale) * EMU_OF_TWIP for side in (picture.width, picture.height)]
        return _inline(figure, self.used + self.count, (png, svg), size)

    def _related(self, picture: Picture) -> tuple[str, str]:
        if id(picture) not in self.media:
            number = len(self.media) + 1
            parts = [
                Part(PackURI(f"/word/media/argument{number}.{suffix}"), f"image/{kind}", data)
                for suffix, kind, data in (("png", "png", picture.png), ("svg", "svg+xml", picture.svg))
            ]
            self.media[id(picture)] = (
                self.owner.relate_to(parts[0], RT.IMAGE),
                self.owner.relate_to(parts[1], RT.IMAGE),
            )
        return self.media[id(picture)]


def _inline(figure: Figure, number: int, media: tuple[str, str], size: list[int]) -> str:
    width, height = size
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="Figure {number}" '
        f'descr="{escape(figure.alt)}" title="{escape(figure.caption)}"/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{media[0]}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{media[1]}"/></a:ext></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
