"""The validated spec → a Form: sections built, every formula resolved, every semantic fault collected."""

from __future__ import annotations

from dataclasses import replace

from jixiao_xlsx.model.forms.form import (
    Banner,
    Cell,
    Form,
    Line,
    LinePart,
    Paper,
    Repeat,
    Section,
    Sheet,
)
from jixiao_xlsx.model.forms.printed_words import with_measure
from jixiao_xlsx.model.keys import ALL, KeyPattern
from jixiao_xlsx.spec.building.contradictions import check_audit, check_part, check_repeat
from jixiao_xlsx.spec.building.drafts import FormDraft, LeafPlace
from jixiao_xlsx.spec.building.fields import Layer, leaf_field
from jixiao_xlsx.spec.building.formulas import FormulaResolver
from jixiao_xlsx.spec.building.measure_words import table_with_measure
from jixiao_xlsx.spec.building.placeholders import check_placeholders
from jixiao_xlsx.spec.building.rules import RuleDraft
from jixiao_xlsx.spec.building.scoring import ScoringDraft, scorings_of
from jixiao_xlsx.spec.building.trees import TableBuilder
from jixiao_xlsx.spec.building.widths import WidthFaults
from jixiao_xlsx.spec.building.workbook import check_sheets, repeated_head
from jixiao_xlsx.spec.language.models import (
    Asks,
    BannerSpec,
    FormSpec,
    LineSpec,
    PartSpec,
    SectionSpec,
    SheetSpec,
)
from jixiao_xlsx.spec.yaml_text.marks import Document, YamlPath

_NOTHING = Asks()


def build(spec: FormSpec, document: Document) -> Form:
    """The form of a valid spec; what is wrong with its meaning goes to the document's faults."""
    draft = FormDraft(document, spec.measure)
    check_placeholders(document)
    check_sheets(spec, draft)
    check_audit(spec, draft)
    builder = _FormBuilder(spec, draft)
    sheets = builder.sheets()
    # The form's own rules come last, as they may name any section.
    builder.rules.append(RuleDraft(tuple(spec.rules), (), ("rules",), None))
    resolver = FormulaResolver(draft)
    return resolver.resolved(
        Form(
            form=spec.form,
            title=with_measure(spec.title, spec.measure),
            edition=spec.edition,
            measure=spec.measure,
            sheets=sheets,
            year_offset=spec.year_offset,
            year=spec.year,
            instructions=tuple(spec.notes),
            audit=tuple(spec.audit.items()),
            aliases=tuple(spec.aliases),
            scorings=scorings_of(builder.scorings, draft),
            renamed=draft.renames(),
        ),
        builder.rules,
    )


class _FormBuilder:
    """Walks the sections once; rules wait until every field is known."""

    def __init__(self, spec: FormSpec, draft: FormDraft) -> None:
        self._spec = spec
        self._draft = draft
        self.rules: list[RuleDraft] = []
        self.scorings: list[ScoringDraft] = []

    def sheets(self) -> tuple[Sheet, ...]:
        if self._spec.sheets is not None:
            several = enumerate(self._spec.sheets)
            return tuple(self._sheet(sheet, ("sheets", number), (sheet.key,)) for number, sheet in several)
        spec = self._spec
        # model_construct: these parts were validated as the form's own; validated again, they would tell faults twice.
        only = SheetSpec.model_construct(
            key=spec.form,
            name=spec.name or "填报表",
            columns=spec.columns or [],
            was=None,
            banner=spec.banner,
            sections=spec.sections or [],
            paper=spec.paper,
        )
        return (self._sheet(only, (), ()),)

    def _sheet(self, spec: SheetSpec, path: YamlPath, above: KeyPattern) -> Sheet:
        self._draft.was(above, spec.was if above else None)
        WidthFaults(self._draft, self._spec.define).check(spec, path)
        banner = tuple(
            self._banner(line, (*path, "banner", number), above) for number, line in enumerate(spec.banner)
        ) or (Banner((LinePart(self._text(self._spec.title), align="center"),), is_title=True),)
        sections = tuple(
            self._section(section, (*path, "sections", number), above) for number, section in enumerate(spec.sections)
        )
        sheet = Sheet(spec.key, spec.name, tuple(map(float, spec.columns)), banner, sections)
        head = repeated_head(spec, sheet, path, above=above, draft=self._draft)
        return replace(sheet, paper=Paper(spec.paper.size, spec.paper.landscape, head))

    def _text(self, text: str) -> str:
        return with_measure(text, self._spec.measure)

    def _banner(self, spec: str | BannerSpec, path: YamlPath, above: KeyPattern) -> Banner:
        if isinstance(spec, str):
            return Banner((LinePart(self._text(spec), align="center"),), is_title=True)
        parts = self._parts(spec.line, (*path, "line"), (*above, "head"))
        return Banner(parts, tuple(spec.spans or ()), spec.title)

    def _section(self, spec: SectionSpec, path: YamlPath, above: KeyPattern) -> Section:
        key: KeyPattern = (*above, spec.key) if spec.key else above
        self._draft.was(key, spec.was if spec.key else None)
        if spec.repeat:
            key = (*key, ALL)
            check_repeat(spec.repeat, path, self._draft)
        table = None
        if spec.table:
            builder = TableBuilder(self._draft, self._spec.define, spec.table, key, (*path, "table"), bool(spec.title))
            table = table_with_measure(builder.build(), self._spec.measure)
        section = Section(
            key=key,
            title=self._text(spec.title),
            side=spec.side,
            take=spec.take or 0,
            lines=tuple(self._lines(spec, path, key)),
            table=table,
            sections=self._children(spec.sections, (*path, "sections"), key),
            beside=self._children(spec.beside, (*path, "beside"), key),
            repeat=_repeat(spec),
        )
        if spec.rules:
            self.rules.append(RuleDraft(tuple(spec.rules), key, (*path, "rules"), table))
        if spec.scoring:
            self.scorings.append(ScoringDraft(spec.scoring, key, (*path, "scoring")))
        return section

    def _children(self, specs: list[SectionSpec] | None, path: YamlPath, key: KeyPattern) -> tuple[Section, ...]:
        return tuple(self._section(section, (*path, number), key) for number, section in enumerate(specs or ()))

    def _lines(self, spec: SectionSpec, path: YamlPath, key: KeyPattern) -> list[Line]:
        built = []
        for number, line in enumerate(spec.lines or ()):
            place = (*path, "lines", number)
            if isinstance(line, LineSpec):
                spans = line.spans if line.spans is not None else spec.spans
                parts = self._parts(line.line, (*place, "line"), key)
                built.append(Line(parts, tuple(spans or ()), line.tall))
            else:
                built.append(Line(self._parts(line, place, key), tuple(spec.spans or ())))
            # A line of printed text alone has no key: its number in the section names its row.
            if not any(part.cell for part in built[-1].parts):
                self._draft.name_row(key, path, f"#{number + 1}")
        return built

    def _parts(self, parts: list[str | PartSpec], path: YamlPath, key: KeyPattern) -> tuple[LinePart, ...]:
        return tuple(self._part(part, (*path, number), key) for number, part in enumerate(parts))

    def _part(self, spec: str | PartSpec, path: YamlPath, key: KeyPattern) -> LinePart:
        if isinstance(spec, str):
            return LinePart(self._text(spec))
        label = self._text(spec.label)
        check_part(spec, path, self._draft)
        if spec.key is None:
            text = self._text(spec.text or "")
            return LinePart(label or text, align=spec.align or "")
        place = LeafPlace((*key, spec.key), path)
        self._draft.was(place.key, spec.was)
        if spec.value is not None:
            self._draft.declare(place, None)
            return LinePart(label, Cell(place.key, None, spec.text or f"{spec.value:f}", spec.value), spec.align or "")
        # Lines have no column and no row that ask; empty layers keep the cell's own the third, as in a table.
        layers: list[Layer] = [(_NOTHING, path), (_NOTHING, path), (spec, path)]
        field = leaf_field(layers, place, self._draft)
        self._draft.declare(place, field)
        return LinePart(label, Cell(place.key, field), spec.align or "")


def _repeat(spec: SectionSpec) -> Repeat | None:
    if spec.repeat is None:
        return None
    return Repeat(spec.repeat.shown, spec.repeat.least, spec.repeat.most, spec.repeat.name)
