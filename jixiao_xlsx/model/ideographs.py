"""Characters drawn like a common 汉字 that are another one to a computer: the radicals that PDF files give."""

from __future__ import annotations

import re
import unicodedata

# U+2E81–2EF3 by EquivalentUnifiedIdeograph.txt of the Unicode Character Database (14.0), which NFKC does not know;
# what it leaves out (⺀, ⺚) is no ideograph.
_SUPPLEMENT = (
    ("⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘", "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌"),
    ("⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱", "攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓"),
    ("⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉", "罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝"),
    ("⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡", "𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐"),
    ("⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳", "马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"),
)
# Kangxi radicals and compatibility ideographs, which Unicode itself says are the same character.
_SAME = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def _table() -> dict[int, str]:
    table = {ord(sign): plain for signs, plains in _SUPPLEMENT for sign, plain in zip(signs, plains, strict=True)}
    for code in (code for block in _SAME for code in block):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain
    # NFKC says 戶; in fonts for the mainland the radical is drawn as 户, and 用⼾ is 用户.
    return table | {ord("⼾"): "户"}


_PLAIN = _table()
# One search tells that most texts need nothing.
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def plain_ideographs(text: str) -> str:
    """The text with every look-alike as the 汉字 that it shows: `⽉度⺠⽣` is 月度民生."""
    return text.translate(_PLAIN) if _LOOK_ALIKE.search(text) else text


def look_alikes(text: str) -> str:
    """The look-alikes in a text, as `⽉（U+2F49）`, each once; empty where there are none."""
    found = sorted({sign for sign in _LOOK_ALIKE.findall(text) if ord(sign) in _PLAIN})
    return "".join(f"{sign}（U+{ord(sign):04X}）" for sign in found)
