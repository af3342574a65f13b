"""个人信息 in a text: phone, ID and bank numbers, e-mail, accounts, and words that a form took as personal; masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Of one length for every text: its length tells nothing.
MASK = "***"
# Enough to see what it stood in, too little to find the person by.
_AROUND = 12
# One character for one, so that places in the plain text are places in the text.
_FULL = str.maketrans("０１２３４５６７８９＠．－（）＋Ｘｘ", "0123456789@.-()+Xx")
# No number is searched inside a longer one; a decimal point before it means an amount.
_BEFORE, _AFTER = r"(?<![0-9.])", r"(?![0-9])"
_GAP = r"[ \-－—]?"
# By GB 11643 (18 digits, 15 on old cards), the lengths of bank cards and accounts, the telephone numbering plan; the
# surest kinds first.
_SEARCHED: Sequence[tuple[str, str]] = (
    ("身份证号", r"(?<![0-9])[0-9]{6} ?[0-9]{4} ?[0-9]{4} ?[0-9]{3}[0-9Xx](?![0-9Xx])"),
    ("身份证号", rf"{_BEFORE}[0-9]{{15}}(?![0-9.])"),
    ("银行账号", rf"{_BEFORE}[3-69][0-9]{{3}}[ \-](?:[0-9]{{4}}[ \-]){{2,3}}[0-9]{{1,4}}{_AFTER}"),
    ("银行账号", rf"{_BEFORE}[0-9]{{16,21}}(?![0-9.])"),
    ("手机号", rf"{_BEFORE}(?:\+?86{_GAP})?1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_AFTER}"),
    ("电话号码", rf"{_BEFORE}[(（]?0[0-9]{{2,3}}(?:[)）] ?|{_GAP})[0-9]{{7,8}}(?:-[0-9]{{1,6}})?{_AFTER}"),
    ("电话号码", rf"(?:电话|联系方式|手机|传真|[Tt]el)[^0-9]{{0,6}}([0-9]{{3,4}}{_GAP}[0-9]{{4}}){_AFTER}"),
    ("电子邮箱", r"[A-Za-z0-9._%+\-]+ ?@ ?[A-Za-z0-9\-]+(?: ?\. ?[A-Za-z0-9\-]+)+"),
    ("QQ或微信号", r"(?:QQ|qq|微信)号?[:： ]*([A-Za-z0-9_\-]{5,20})"),
)
_PATTERNS = tuple((what, re.compile(pattern)) for what, pattern in _SEARCHED)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """Something that was masked: what it seemed to be, and the masked text around it for somebody to look at."""

    what: str
    around: str


def mask(text: str, *, words: Iterable[str] = ()) -> tuple[str, tuple[MaskedText, ...]]:
    """The text with everything that looks personal replaced by `***`, and what was replaced, in order.

    `words` are texts that stood in personal fields; they are masked wherever they occur.
    """
    spans = _merged((*_word_spans(text, words), *_pattern_spans(text)))
    out: list[str] = []
    at = 0
    starts: list[int] = []
    for begin, end, _ in spans:
        out.append(text[at:begin])
        starts.append(sum(map(len, out)))
        out.append(MASK)
        at = end
    masked = "".join((*out, text[at:]))
    found = tuple(MaskedText(what, _around(masked, start)) for start, (_, _, what) in zip(starts, spans, strict=True))
    return masked, found


def _pattern_spans(text: str) -> Iterable[tuple[int, int, str]]:
    plain = text.translate(_FULL)
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            begin, end = match.span(1) if match.re.groups and match[1] else match.span()
            yield begin, end, what


def _word_spans(text: str, words: Iterable[str]) -> Iterable[tuple[int, int, str]]:
    """Where a word stands, also with blanks between its characters, as names of two characters are often typed."""
    for word in words:
        # "张 三" is typed with a space to stand as wide as a name of three characters.
        pattern = r"\s*".join(re.escape(sign) for sign in "".join(word.split()))
        if pattern:
            for match in re.finditer(pattern, text):
                yield *match.span(), "填在个人信息栏里的内容"


def _merged(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that overlap as one, named after the first of them."""
    out: list[tuple[int, int, str]] = []
    # The longer of two that begin together names the kind.
    for begin, end, what in sorted(spans, key=lambda span: (span[0], -span[1])):
        if out and begin < out[-1][1]:
            last = out[-1]
            out[-1] = (last[0], max(last[1], end), last[2])
        else:
            out.append((begin, end, what))
    return out


def _around(masked: str, start: int) -> str:
    begin, end = max(0, start - _AROUND), start + len(MASK) + _AROUND
    head, tail = "…" if begin else "", "…" if end < len(masked) else ""
    return " ".join(f"{head}{masked[begin:end]}{tail}".split())
