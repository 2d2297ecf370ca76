"""The package around the body: python-docx's template without what it brings along, and the same bytes every time."""

from __future__ import annotations

import datetime
import functools
import io
import zipfile

import docx
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml

from assembler.document import Document
from assembler.theme import Face
from assembler.writers.docx.xml import NAMESPACES, Element, refill, w

_UNWANTED = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.FONT_TABLE,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
}
"""Parts of the template that are dropped; the font table and the application's name are written anew."""

_LONGEST_PROPERTY = 255
"""python-docx refuses a core property of more characters."""

_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>application-assembler</Application></Properties>"
)

_WORD_2013 = 15
"""The layout rules that Word is to follow; a lower number shows as “Compatibility Mode”."""

_COMPATIBILITY = (
    ("compatibilityMode", _WORD_2013),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)


def open_package() -> Package:
    """An empty package to write into."""
    return docx.Document(io.BytesIO(_skeleton()))


@functools.cache
def _skeleton() -> bytes:
    """python-docx's default template, emptied: its styles alone take longer to read than a CV takes to write."""
    package = docx.Document()
    for rels in (package.part.rels, package.part.package.rels):
        for key in [key for key, relation in rels.items() if relation.reltype in _UNWANTED]:
            del rels[key]
    for root in (package.styles.element, package.settings.element, package.part.numbering_part.element):
        refill(root)
    refill(package.part.element, w("body"))
    saved = io.BytesIO()
    package.save(saved)
    return saved.getvalue()


def describe(package: Package, document: Document, face: Face) -> None:
    """Write the properties, the settings and the font table of `document`."""
    properties = package.core_properties
    properties._element.clear()  # noqa: SLF001, the only way to what the template says of itself
    properties.title = document.title[:_LONGEST_PROPERTY]
    properties.subject = document.subject[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = document.author[:_LONGEST_PROPERTY]
    properties.language = document.language
    properties.created = properties.modified = _midnight(document.date)
    properties.revision = 1
    refill(package.settings.element, *_settings(document.language))
    application = part_of(package, "/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, parse_xml(_APPLICATION))
    package.part.package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    fonts = part_of(package, "/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, w("fonts", _font(face)))
    package.part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    _name_theme_fonts(package, face)


def part_of(package: Package, name: str, content_type: str, root: Element) -> XmlPart:
    """A new part of `package` that holds `root`; whoever needs it relates to it."""
    return XmlPart(PackURI(name), content_type, root, package.part.package)


def _midnight(date: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)


def _settings(language: str) -> list[Element]:
    uri = "http://schemas.microsoft.com/office/word"
    compatibility = (w("compatSetting", name=name, uri=uri, val=value) for name, value in _COMPATIBILITY)
    return [
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *compatibility),
        w("themeFontLang", val=language),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ]


def _font(face: Face) -> Element:
    """A row of the font table: machines without Word's face are told the one of the same metrics."""
    return w("font", w("altName", val=face.pdf), name=face.word)


def _name_theme_fonts(package: Package, face: Face) -> None:
    """Let “Headings” and “Body” in Word's list of fonts mean the theme's face; no style refers to them."""
    rels = package.part.rels
    key = next(key for key, relation in rels.items() if relation.reltype == RELATIONSHIP_TYPE.THEME)
    old = rels[key].target_part
    root: Element = parse_xml(old.blob)
    for latin in root.iter(f"{{{NAMESPACES['a']}}}latin"):
        latin.set("typeface", face.word)
    del rels[key]
    package.part.relate_to(part_of(package, old.partname, old.content_type, root), RELATIONSHIP_TYPE.THEME)


def save(package: Package) -> bytes:
    """The bytes of `package`: names sorted, the content types first, no date."""
    saved = io.BytesIO()
    package.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, source.read(name))
    return made.getvalue()
