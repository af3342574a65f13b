"""What every .docx of ours shares: fonts for Chinese, A4 pages, bytes that are the same any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jixiao_xlsx.errors import JixiaoError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

_CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 — the property has no zone; a fixed date gives the same bytes any day
_WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT_TABLE = "word/fontTable.xml"


def can_write_docx() -> bool:
    """Whether python-docx is installed."""
    return find_spec("docx") is not None


def require_docx() -> None:
    """Raises JixiaoError where it is not."""
    if not can_write_docx():
        raise JixiaoError("没有安装 python-docx，写不了 .docx", "请运行 pip install 'jixiao_xlsx[docx]'")


def set_fonts(properties: object, *, chinese: str, latin: str) -> None:
    """The fonts of a run or style: Word takes that of Chinese characters from an attribute of its own, and a theme's
    font before either."""
    from docx.oxml.ns import qn
    from docx.oxml.text.font import CT_RPr

    if not isinstance(properties, CT_RPr):
        return
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    # Word asks four attributes for four kinds of characters; one that is missing falls back to the theme.
    for name, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), font)


def set_language(document: Document) -> None:
    """The text is Chinese as written in China: which shapes its characters have, how its lines break."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def pin_properties(document: Document, *, title: str, author: str) -> None:
    """Properties that say what the document is, and nothing of the machine or the day."""
    about = document.core_properties
    # 255 characters: python-docx refuses longer properties.
    about.title, about.author, about.comments = title[:255], author[:255], ""
    about.last_modified_by, about.revision, about.language = "", 1, "zh-CN"
    about.created = about.modified = _CREATED


def repeat_as_head(row: _Row) -> None:
    """The row is printed again on each page that its table reaches."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """The row is not torn over two pages."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def saved(document: Document, *, substitutes: Mapping[str, str] | None = None) -> bytes:
    """The document's bytes, every date in them fixed; `substitutes` name for a font the one to take where a machine
    lacks it."""
    raw = BytesIO()
    document.save(raw)
    out = BytesIO()
    with ZipFile(raw) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            # python-docx stamps each member with the clock; a ZipInfo's own date is 1980-01-01, always.
            member = ZipInfo(name)
            member.compress_type = ZIP_DEFLATED
            data = _font_table(substitutes) if substitutes and name == _FONT_TABLE else source.read(name)
            target.writestr(member, data)
    return out.getvalue()


def _font_table(substitutes: Mapping[str, str]) -> bytes:
    fonts = "".join(
        f"<w:font w:name={quoteattr(font)}><w:altName w:val={quoteattr(other)}/>"
        # 86 is GB 2312's character set ([MS-WMF] 2.1.1.5), so that the substitute is looked for among Chinese fonts.
        '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for font, other in substitutes.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{_WORDML}">{fonts}</w:fonts>'.encode()
