"""The samples of the shipped forms on blanks that went out before their form was corrected: the same values, and not
one finding more against a department."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.model.filings.filing import Filing
from jixiao_xlsx.resources import specs_folder
from jixiao_xlsx.season.demo.samples import play
from jixiao_xlsx.season.single.read import Reader
from jixiao_xlsx.sheet.layout_text import known_layout
from jixiao_xlsx.spec.catalogue import load_form
from jixiao_xlsx.spec.load import load_text
from jixiao_xlsx.spec.samples import Sample, all_samples

NEW_LINE = "  - {key: further, lines: [[{label: 新添, key: q, required: true}]]}\n"


def corrections(text: str) -> Iterator[tuple[str, str]]:
    """What an office may do to any form, each as the text of the form after it."""
    yield "shown raised", re.sub(r"shown: (\d+)", lambda found: f"shown: {min(int(found[1]) + 3, 20)}", text)
    for key, label in re.findall(r"\{(\w+): ([\u4e00-\u9fff]{2,})[,}]", text)[:2]:
        yield f"label of {key}", text.replace(f"{{{key}: {label}", f"{{{key}: {label}等", 1)
    yield "title", re.sub(r'^title: "?([^\n"]*)"?$', r'title: "\1修订"', text, count=1, flags=re.MULTILINE)
    yield "a required line", re.sub(r"^sections:\n", f"sections:\n{NEW_LINE}", text, count=1, flags=re.MULTILINE)
    if "measure: 万元\n" in text:
        yield "measure", text.replace("measure: 万元\n", "measure: 元\n", 1)


def weighty(filing: Filing) -> Counter[str]:
    return Counter(found.code for found in filing.findings if found.severity is not Severity.NOTE)


@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: sample.form)
def test_a_sample_reads_as_before(sample: Sample) -> None:
    played = play(sample, Reader.of())
    text = (specs_folder() / f"{load_form(sample.form).name}.yaml").read_text(encoding="utf-8")
    for name, corrected in corrections(text):
        form, issued = load_text(corrected, name="改.yaml"), known_layout(played.blank.layout)
        filing = Reader.of([form], issued=[issued]).read(played.filled)
        assert len(filing.records) == len(played.filing.records), name
        assert weighty(filing) - weighty(played.filing) == Counter(), name
        assert weighty(played.filing) - weighty(filing) == Counter(), name
