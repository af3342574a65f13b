"""Any change of a good spec's text either loads or is told as faults: never another exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao_xlsx.errors import Fault, SpecError
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.spec.catalogue import spec_files
from jixiao_xlsx.spec.load import load_text

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in spec_files()}
SCALARS = st.sampled_from(
    [
        *(
            "no",
            "~",
            "''",
            "2024.10",
            "0o17",
            "-1",
            "0",
            "99999",
            "[]",
            "{}",
            "[[]]",
            "{key: x}",
            "x",
            "—",
            "汉字",
            "<k>",
        ),
        *("a + b", "sum(", "*a", "&a", "!t", '"', "- 1", "a: b", "y0", "amount", "[-1, 0]", "{open: 公开}", "\x07"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A spec with one to three lines deleted, doubled, swapped, or one word of them replaced."""
    lines = draw(st.sampled_from(sorted(TEXTS.values()))).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "swap", "word", "scalar", "bracket"])):
            case "delete":
                del lines[at : at + draw(st.integers(1, 3))]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "word":
                words = lines[at].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(SCALARS)
                lines[at] = " ".join(words)
            case "scalar":
                head, colon, _ = lines[at].partition(": ")
                lines[at] = head + colon + draw(SCALARS)
            case "bracket":
                sign = draw(st.sampled_from("{}[],:-&*!"))
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + sign + lines[at][place:]
        lines = lines or [""]
    return "\n".join(lines)


def loaded(text: str) -> tuple[Form | None, tuple[Fault, ...]]:
    """The form, or its faults; any other exception fails the test."""
    try:
        return load_text(text, name="mutated.yaml"), ()
    except SpecError as error:
        return None, error.faults


@settings(max_examples=400)
@given(mutated())
def test_a_mutated_spec_loads_or_tells_its_faults(text: str) -> None:
    form, faults = loaded(text)
    assert (form is None) == bool(faults)
    assert all(1 <= fault.line <= text.count("\n") + 2 for fault in faults)
    assert form is None or lay_out(form, 2026).sheets


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_spec_without_any_one_line_loads_or_tells_its_faults(name: str) -> None:
    lines = TEXTS[name].split("\n")
    for at in range(len(lines)):
        text = "\n".join(lines[:at] + lines[at + 1 :])
        form, faults = loaded(text)
        assert (form is None) == bool(faults), f"line {at + 1}"
        assert form is None or lay_out(form, 2026).sheets, f"line {at + 1}"
