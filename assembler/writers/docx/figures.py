"""A Figure as an anchored picture at the right margin, with its description."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml.parser import parse_xml

from assembler.document import Figure
from assembler.writers.docx.xml import NAMESPACES, Element, emu

FIGURE_GAP = 4
"""Millimetres that stay free left of the picture."""

_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def picture(figure: Figure, relationship: str, pixels: tuple[int, int], number: int, *, top: bool) -> Element:
    """The run that anchors `figure`: at the top of the page's text where `top` is set, else beside its paragraph.

    `pixels` are the picture's own width and height: what does not fit the shape of `figure` is cropped evenly.
    """
    vertical = (
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        if top
        else '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    width, height = emu(figure.width), emu(figure.height)
    shown = f'id="{number}" name="Picture {number}" descr={quoteattr(figure.alt)}'
    made: Any = parse_xml(
        f"<w:r {_DECLARED}><w:drawing>"
        f'<wp:anchor distT="0" distB="0" distL="{emu(FIGURE_GAP)}" distR="0" simplePos="0" relativeHeight="{number}"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>{vertical}'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapSquare wrapText="bothSides"/><wp:docPr {shown}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {shown}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/>{_crop(figure, pixels)}'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    return made


def _crop(figure: Figure, pixels: tuple[int, int]) -> str:
    """What is left out at two opposite sides, in thousandths of a percent."""
    share = (pixels[0] / pixels[1]) / (figure.width / figure.height)
    if share > 1:
        cut = round((1 - 1 / share) / 2 * 100_000)
        return f'<a:srcRect l="{cut}" r="{cut}"/>'
    cut = round((1 - share) / 2 * 100_000)
    return f'<a:srcRect t="{cut}" b="{cut}"/>' if cut else ""
