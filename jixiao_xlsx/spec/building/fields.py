"""Column, row and cell each may say what a cell asks; the nearest decides, and contradictions are faults."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.forms.form import Field
from jixiao_xlsx.model.kinds import KINDS, prompt_fits, traits_of
from jixiao_xlsx.spec.building.drafts import FormDraft, LeafPlace
from jixiao_xlsx.spec.language.models import Asks
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

Layer = tuple[Asks, YamlPath]
"""What one construct says of a cell, and where it says so."""

# Facts of the issue, the year before, the approved budget: what whoever issues can fill in.
PREFILLS = ("agency.name", "agency.code", "subject.name", "subject.code", "year", "last", "budget")


def leaf_field(layers: Sequence[Layer], place: LeafPlace, draft: FormDraft) -> Field:
    """The field of a leaf cell from its layers, farthest first (column, row, cell); its formulas go to the draft."""
    said = together(layers)
    kind = said.kind or "text"
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        hint = f"是否 {near}？" if near else f"可写：{'、'.join(KINDS)}"
        draft.fault(_where(layers, "kind"), f"没有 {kind} 这种填报类型", hint)
        kind = "text"
    field = Field(
        kind=kind,
        required=bool(said.required),
        locked=bool(said.lock),
        least=said.least,
        most=said.most,
        decimals=said.decimals,
        choices=tuple(said.choices or ()),
        measure=said.measure or (draft.measure if KINDS[kind].is_money else ""),
        prefill=said.prefill or "",
        note=said.note or "",
        direction=said.direction or "",
        personal=bool(said.personal) or KINDS[kind].is_personal,
    )
    _check(field, layers, place, draft)
    _formulas(layers, place, draft)
    return field


def together(layers: Sequence[Layer]) -> Asks:
    """What the layers say as one: for each word, the nearest that says anything."""
    said: dict[str, object] = dict.fromkeys(Asks.model_fields)
    for asks, _ in layers:
        said |= {name: value for name in said if (value := getattr(asks, name)) is not None}
    return Asks().model_copy(update=said)


def _where(layers: Sequence[Layer], name: str) -> YamlPath:
    return next(((*path, name) for asks, path in reversed(layers) if getattr(asks, name) is not None), layers[-1][1])


def _check(field: Field, layers: Sequence[Layer], place: LeafPlace, draft: FormDraft) -> None:
    if field.least is not None and field.most is not None and field.least > field.most:
        draft.fault(_where(layers, "least"), f"least {field.least} 大于 most {field.most}", "请对调或改正")
    _check_choices(field, layers, draft)
    if field.locked and not field.prefill:
        draft.doubt(_where(layers, "lock"), "锁定的格没有预填，谁也填不了", "请写 prefill，或改用 text 印在表上")
    if field.prefill and field.prefill not in PREFILLS:
        near = nearest(field.prefill, PREFILLS)
        hint = f"是否 {near}？" if near else f"可写：{'、'.join(PREFILLS)}"
        draft.fault(_where(layers, "prefill"), f"没有 {field.prefill} 这种预填", hint)
    try:
        fits = prompt_fits(field)
    except JixiaoError as error:
        draft.fault(place.path, error.message, error.hint)
        return
    if not fits:
        draft.fault(_where(layers, "note"), "提示太长，Excel 的提示最多 255 个字", "请缩短 note")


def _check_choices(field: Field, layers: Sequence[Layer], draft: FormDraft) -> None:
    chooses = traits_of(field).takes_choices
    if chooses and not field.choices:
        draft.doubt(_where(layers, "kind"), "choice 没有可选的各项", "请写 choices: [甲, 乙]")
    if field.choices and not chooses:
        draft.doubt(_where(layers, "choices"), f"{field.kind} 没有可选的各项", "请写 kind: choice，或删去 choices")
    shown = [choice.strip() for choice in field.choices]
    if len(set(shown)) < len(shown) or "" in shown:
        draft.fault(_where(layers, "choices"), "choices 里有重复或空白的项", "请删去重复和空白的项")


def _formulas(layers: Sequence[Layer], place: LeafPlace, draft: FormDraft) -> None:
    """The cell's own formula, else its row's or its column's; a row and a column that both have one contradict."""
    saying = [(asks, path) for asks, path in layers if asks.compute is not None or asks.expect is not None]
    if not saying:
        return
    asks, path = saying[-1]
    # Three layers are column, row and cell: the last one is the cell's own word, which settles what the others say.
    own_cell = len(layers) == 3 and asks is layers[-1][0]
    if len(saying) > 1 and not own_cell:
        word = "compute" if asks.compute is not None else "expect"
        wrong = "这一行与这一栏都写了公式（compute 或 expect），不知道按哪个算"
        draft.fault((*path, word), wrong, "请在这一行的 cells 里为这一格写明")
    if asks.compute is not None and asks.expect is not None:
        wrong = "一格不能既是 compute 又是 expect"
        draft.fault(place.path, wrong, "锁定由公式得出写 compute，照填后核对写 expect")
    if asks.compute:
        draft.computes[place.key] = place.formula(asks.compute, (*path, "compute"))
    if asks.expect:
        draft.expects[place.key] = place.formula(asks.expect, (*path, "expect"))
