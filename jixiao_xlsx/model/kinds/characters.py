"""Characters of foreign text: what is blank, what a workbook cannot carry, how a found text is shown."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from jixiao_xlsx.invisible import INVISIBLE, without_invisible
from jixiao_xlsx.model.ideographs import plain_ideographs

SHOWN = 30  # enough to recognise a text by, within one line of a letter

_BLANK = re.compile(rf"[\s{INVISIBLE}]*\Z")
_PLAIN_BLANK = re.compile("[ \t\r\n\u3000]*\\Z")
# What XML 1.0 has no place for; tab and line feed it has.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_WORD = re.compile(r"[\W_]+")
# What Excel, WPS and LibreOffice show for an error, and a row of # for a number that does not fit into its column.
_ERROR_START = re.compile(rf"[\s{INVISIBLE}]*[#＃EeＥｅ]")
_ERROR_TEXT = re.compile(
    r"#(?:N/A|(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|EXTERNAL|PYTHON)!|NAME\?"
    r"|GETTING_DATA)|ERR:[0-9]{3}|#{4,}",
    re.IGNORECASE,
)
# Full-width forms stand 0xFEE0 above their ASCII twins, from ！ to ～.
_FULL_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63"), "-"),
    ord("。"): ".",
    ord("｡"): ".",
    ord("﹒"): ".",
    ord("﹐"): ",",
    ord("﹪"): "%",
    ord("￥"): "¥",
    ord("﹣"): "-",
}


def is_blank(text: str) -> bool:
    """Nothing a person would see: no text, or only spaces and invisible characters."""
    return _BLANK.match(text) is not None


def is_odd_blank(text: str) -> bool:
    """Blank, but with characters that no space bar types (no-break or zero-width spaces)."""
    return is_blank(text) and _PLAIN_BLANK.match(text) is None


def is_error_text(text: str) -> bool:
    """Whether a text is what a spreadsheet shows for an error: #N/A copied as a text is no content either."""
    # The longest is #GETTING_DATA; #### may fill a wide cell. Hardly any text begins so, and folding takes time.
    return (
        len(text) <= SHOWN and _ERROR_START.match(text) is not None and _ERROR_TEXT.fullmatch(folded(text)) is not None
    )


def unwritable(text: str) -> str:
    """The characters that .xlsx cannot carry, as `U+0001 U+0002`, each once; empty where there are none."""
    return " ".join(f"U+{ord(sign):04X}" for sign in sorted(set(_UNWRITABLE.findall(text))))


def writable(text: str) -> str:
    """The text without such characters; line ends become a plain line feed first."""
    return _UNWRITABLE.sub("", line_ends(text))


def line_ends(text: str) -> str:
    """Every line end as a line feed, as Excel writes it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def units(text: str) -> int:
    """The length as Excel counts it: UTF-16 units, two for an emoji or a rare 汉字."""
    # Signs beyond U+FFFF take two units, and their code is all that tells.
    return len(text) + sum(sign > "\uffff" for sign in text)


def half_width(text: str) -> str:
    """Full-width forms, dashes and the Chinese full stop as their ASCII twins, radicals as the 汉字 that they show, and
    runs of white space as one space.

    Not NFKC: that would turn `5²` into 52 and `①` into 1.
    """
    return " ".join(plain_ideographs(without_invisible(text)).translate(_FULL_WIDTH).split())


def folded(text: str) -> str:
    """The text for comparing, as one sees it: NFKC and no radicals, white space or invisible characters."""
    return "".join(unicodedata.normalize("NFKC", plain_ideographs(without_invisible(text))).split())


def bare_words(text: str) -> str:
    """The text folded and without punctuation: what is left is what was said.

    Only where words are compared; signs stay in `folded`, as ≥95% is not ≤95%.
    """
    return _NO_WORD.sub("", folded(text))


def shown(text: str) -> str:
    """The text as quoted in a message: on one line, at most 30 characters."""
    line = writable(text).strip().replace("\n", "↵")
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def plain_decimal(value: Decimal) -> str:
    """A decimal as people write it, without exponent or superfluous zeros: 1E+2 → 100, 90.50 → 90.5."""
    if value == 0:
        return "0"
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def percent_text(fraction: Decimal) -> str:
    """A fraction as percent: 0.955 → 95.5%."""
    return f"{plain_decimal(fraction.scaleb(2))}%"
