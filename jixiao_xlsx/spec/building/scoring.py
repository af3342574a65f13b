"""How a section is scored: the profile and the cells that its spec names, checked against the form's keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao_xlsx.model.forms.form import Scoring
from jixiao_xlsx.model.keys import KeyPattern, format_key, parse_key
from jixiao_xlsx.model.scoring.profiles import PROFILES
from jixiao_xlsx.spec.building.drafts import FormDraft
from jixiao_xlsx.spec.language.models import ScoringSpec
from jixiao_xlsx.spec.language.nearest import nearest
from jixiao_xlsx.spec.yaml_text.marks import YamlPath

_CELLS = ("target", "actual", "points", "score")
_PLACES = ("rate", "total", "grade")


@dataclass(frozen=True, slots=True)
class ScoringDraft:
    """The scoring of one section, as the spec says it; its cells are known once every section is built."""

    spec: ScoringSpec
    owner: KeyPattern
    path: YamlPath


def scorings_of(drafts: Iterable[ScoringDraft], draft: FormDraft) -> tuple[Scoring, ...]:
    """Every section's scoring; what names no profile or no cell of the form is a fault."""
    return tuple(_scoring(scoring, draft) for scoring in drafts)


def _scoring(scoring: ScoringDraft, draft: FormDraft) -> Scoring:
    spec = scoring.spec
    if spec.profile not in PROFILES:
        near = nearest(spec.profile, PROFILES)
        hint = f"是否 {near}？" if near else f"可写：{'、'.join(PROFILES)}"
        draft.fault((*scoring.path, "profile"), f"没有 {spec.profile} 这种评分口径", hint)
    words = {str(key[-1]) for key in draft.fields if key[: len(scoring.owner)] == scoring.owner}
    for name in _CELLS:
        word = getattr(spec, name)
        if word not in words:
            near = nearest(word, words)
            hint = f"是否 {near}？" if near else f"请在 scoring 里写 {name}: 栏目的键"
            draft.doubt((*scoring.path, name), f"这个区块没有 {word} 这一栏", hint)
    return Scoring(
        scoring.owner,
        spec.profile,
        *(getattr(spec, name) for name in _CELLS),
        *(_place(getattr(spec, name), (*scoring.path, name), draft) for name in _PLACES),
    )


def _place(name: str | None, path: YamlPath, draft: FormDraft) -> KeyPattern:
    """The key a place names, written out from the top of the form."""
    if name is None:
        return ()
    known = {format_key(key) for key in _whole(draft)}
    if name not in known:
        near = nearest(name, known)
        draft.doubt(path, f"没有 {name} 这一格", f"是否 {near}？" if near else "请写全路径，例如 funds.total.rate")
        return ()
    return parse_key(name)


def _whole(draft: FormDraft) -> Iterator[KeyPattern]:
    """The keys that stand once in a form: neither in an open row nor in a repeat."""
    # "*" is the pattern of an open row or a repeat.
    return (key for key in draft.fields if "*" not in key)
