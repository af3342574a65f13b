"""The V 填写 codes about what stands behind a cell: formats, formulas, days, letters struck out."""

from __future__ import annotations

from jixiao_xlsx.model.forms.form import Field
from whole_way.matrix.asking import has_kind, has_slot
from whole_way.matrix.planting import Drawn, Plant
from whole_way.matrix.typed_values import TEXTS, into

_DAY = "yyyy-mm-dd"
# 2024-03-05, as Excel counts days.
_MARCH = "<v>45356</v>"
_STRUCK = "<is><r><rPr><strike/></rPr><t>{}</t></r><r><t>{}</t></r></is>"


def _drawn(code: str, *kinds: str, inside: str, look: str = "", kind: str = "") -> Plant:
    return Plant(code, has_kind(*kinds), into(*kinds, typed=Drawn(inside, look, kind)))


def _share(field: Field) -> bool:
    return field.kind == "percent"


BEHIND_PLANTS = (
    _drawn("V105", "amount", "integer", inside=_MARCH, look=_DAY),
    _drawn("V114", "target", inside=_MARCH, look=_DAY),
    _drawn("V308", *TEXTS, inside=_MARCH, look=_DAY),
    _drawn("V120", "amount", "integer", inside="<f>Z9+1</f>"),
    _drawn("V121", "amount", "integer", inside="<f>INDIRECT(&quot;Z9&quot;)</f><v>120</v>"),
    _drawn("V122", "amount", "integer", inside="<f>100+20</f><v>7</v>"),
    _drawn("V123", *TEXTS, inside="<f>&quot;&quot;</f><v></v>", kind="str"),
    _drawn("V124", *TEXTS, inside="<is><r><rPr><strike/></rPr><t>整句划去</t></r></is>", kind="inlineStr"),
    _drawn("V125", *TEXTS, inside=_STRUCK.format("旧的说法", "新的说法，写得清清楚楚"), kind="inlineStr"),
    _drawn("V130", "amount", inside="<v>48</v>", look='0.00"%"'),
    _drawn("V131", "target", inside="<v>500</v>", look='"≥"0"户"'),
    Plant("V133", has_slot(_share), into("percent", typed=Drawn("<v>0.0095</v>", "0.00%"))),
    _drawn("V309", "target", inside="<v>0.95</v>", look="0%"),
    _drawn("V311", *TEXTS, inside="<is><t>养老_x0001_服务站点</t></is>", kind="inlineStr"),
)
