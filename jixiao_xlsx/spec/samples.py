"""Sample filings 样例: what a department typed into a form, the mistakes in it, and how they are put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.model.keys import Key, parse_key
from jixiao_xlsx.resources import specs_folder

SampleNode = str | Mapping[str, "SampleNode"] | list["SampleNode"]


@dataclass(frozen=True, slots=True)
class SampleMistake:
    """A mistake planted in a sample: in words, the keys it shows at, and the codes that find it there."""

    what: str
    at: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One form as somebody filled it: texts as typed, by key; `clean` are the same with the mistakes put right."""

    form: str
    year: int
    agency: str
    subject: str
    typed: Mapping[Key, str]
    clean: Mapping[Key, str]
    mistakes: tuple[SampleMistake, ...]


def sample_files() -> tuple[Path, ...]:
    """The files of the samples that travel with the specs, in name order."""
    return tuple(sorted((specs_folder() / "samples").glob("*.yaml")))


def all_samples() -> tuple[Sample, ...]:
    """Every sample, in the order of the forms' aliases (P1 last)."""
    samples = (read_sample(path) for path in sample_files())
    return tuple(sorted(samples, key=lambda sample: (not sample.form.startswith("S"), sample.form)))


def read_sample(path: Path) -> Sample:
    """The sample in a file; raises JixiaoError where it has no form, year or values."""
    import yaml

    # every scalar stays the text that was typed: 00202, 100%, 44, 770. 21; libyaml's loader is eight times as fast
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 — makes only texts
    try:
        typed = dict(_leaves(data["values"], ""))
        return Sample(
            form=data["form"],
            year=int(data["year"]),
            agency=data.get("agency", ""),
            subject=data.get("subject", ""),
            typed=typed,
            clean={**typed, **dict(_leaves(data.get("clean") or {}, ""))},
            mistakes=tuple(_mistake(mistake) for mistake in data.get("mistakes") or ()),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise JixiaoError(f"样例 {path.name} 读不懂：{error}", "请写 form、year、values") from error


def _mistake(data: Mapping[str, list[str] | str]) -> SampleMistake:
    return SampleMistake(str(data["what"]), tuple(data["at"]), tuple(data.get("codes") or ()))


def _leaves(node: SampleNode, path: str) -> Iterator[tuple[Key, str]]:
    if isinstance(node, str):
        yield parse_key(path), node
    elif isinstance(node, Mapping):
        for name, child in node.items():
            yield from _leaves(child, f"{path}.{name}" if path else name)
    else:
        for number, child in enumerate(node, 1):
            yield from _leaves(child, f"{path}[{number}]")
