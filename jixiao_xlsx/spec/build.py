"""The validated spec → a Form: sections built, every formula resolved, every semantic fault collected."""

from __future__ import annotations

from jixiao_xlsx.model.form import (
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
from jixiao_xlsx.model.keys import ALL, KeyPattern
from jixiao_xlsx.spec.drafts import Draft, Place
from jixiao_xlsx.spec.fields import Layer, field_of
from jixiao_xlsx.spec.formulas import Resolver, RuleDraft
from jixiao_xlsx.spec.marks import Document, Path
from jixiao_xlsx.spec.measures import table_with_measure
from jixiao_xlsx.spec.models import (
    Asks,
    BannerSpec,
    FormSpec,
    LineSpec,
    PaperSpec,
    PartSpec,
    SectionSpec,
    SheetSpec,
)
from jixiao_xlsx.spec.trees import TableBuilder
from jixiao_xlsx.spec.widths import check_widths

_NOTHING = Asks()


def build(spec: FormSpec, document: Document) -> Form:
    """The form of a valid spec; what is wrong with its meaning goes to the document's faults."""
    draft = Draft(document, spec.measure)
    builder = _Builder(spec, draft)
    sheets = builder.sheets()
    builder.rules.append(RuleDraft(tuple(spec.rules), (), ("rules",), None))
    resolver = Resolver(draft)
    return resolver.resolved(
        Form(
            form=spec.form,
            title=spec.title.replace("<measure>", spec.measure),
            edition=spec.edition,
            measure=spec.measure,
            sheets=sheets,
            year_offset=spec.year_offset,
            year=spec.year,
            instructions=tuple(spec.notes),
            aliases=tuple(spec.aliases),
        ),
        builder.rules,
    )


class _Builder:
    """Walks the sections once; rules wait until every field is known."""

    def __init__(self, spec: FormSpec, draft: Draft) -> None:
        self._spec = spec
        self._draft = draft
        self.rules: list[RuleDraft] = []

    def sheets(self) -> tuple[Sheet, ...]:
        if self._spec.sheets is not None:
            several = enumerate(self._spec.sheets)
            return tuple(self._sheet(sheet, ("sheets", number), (sheet.key,)) for number, sheet in several)
        spec = self._spec
        only = SheetSpec.model_construct(
            key=spec.form,
            name=spec.name or "填报表",
            columns=spec.columns or [],
            banner=spec.banner,
            sections=spec.sections or [],
            paper=spec.paper,
        )
        return (self._sheet(only, (), ()),)

    def _sheet(self, spec: SheetSpec, path: Path, above: KeyPattern) -> Sheet:
        check_widths(spec, path, self._draft)
        banner = tuple(
            self._banner(one, (*path, "banner", number), above) for number, one in enumerate(spec.banner)
        ) or (Banner((LinePart(self._text(self._spec.title), align="center"),), is_title=True),)
        sections = tuple(
            self._section(one, (*path, "sections", number), above) for number, one in enumerate(spec.sections)
        )
        return Sheet(spec.key, spec.name, tuple(map(float, spec.columns)), banner, sections, _paper(spec.paper))

    def _text(self, text: str) -> str:
        return text.replace("<measure>", self._spec.measure)

    def _banner(self, spec: str | BannerSpec, path: Path, above: KeyPattern) -> Banner:
        if isinstance(spec, str):
            return Banner((LinePart(self._text(spec), align="center"),), is_title=True)
        parts = self._parts(spec.line, (*path, "line"), (*above, "head"))
        return Banner(parts, tuple(spec.spans or ()), spec.title)

    def _section(self, spec: SectionSpec, path: Path, above: KeyPattern) -> Section:
        key: KeyPattern = (*above, spec.key) if spec.key else above
        if spec.repeat:
            key = (*key, ALL)
            if not spec.repeat.least <= spec.repeat.shown <= spec.repeat.most:
                self._draft.fault((*path, "repeat"), "repeat 的组数不对", "应有 least ≤ shown ≤ most")
        table = None
        if spec.table:
            builder = TableBuilder(self._draft, self._spec.define, spec.table, key, (*path, "table"))
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
        return section

    def _children(self, specs: list[SectionSpec] | None, path: Path, key: KeyPattern) -> tuple[Section, ...]:
        return tuple(self._section(one, (*path, number), key) for number, one in enumerate(specs or ()))

    def _lines(self, spec: SectionSpec, path: Path, key: KeyPattern) -> list[Line]:
        built = []
        for number, line in enumerate(spec.lines or ()):
            place = (*path, "lines", number)
            if isinstance(line, LineSpec):
                spans = line.spans if line.spans is not None else spec.spans
                parts = self._parts(line.line, (*place, "line"), key)
                built.append(Line(parts, tuple(spans or ()), line.tall))
            else:
                built.append(Line(self._parts(line, place, key), tuple(spec.spans or ())))
        return built

    def _parts(self, parts: list[str | PartSpec], path: Path, key: KeyPattern) -> tuple[LinePart, ...]:
        return tuple(self._part(one, (*path, number), key) for number, one in enumerate(parts))

    def _part(self, spec: str | PartSpec, path: Path, key: KeyPattern) -> LinePart:
        if isinstance(spec, str):
            return LinePart(self._text(spec), align=_align(spec))
        label = self._text(spec.label)
        if spec.key is None:
            if spec.value is not None or spec.kind is not None:
                self._draft.fault(path, "这一格没有 key", "请写 key: 英文键")
            text = self._text(spec.text or "")
            return LinePart(label or text, align=spec.align or "")
        place = Place((*key, spec.key), path)
        if spec.value is not None:
            self._draft.declare(place, None)
            return LinePart(label, Cell(place.key, None, spec.text or f"{spec.value:f}", spec.value), spec.align or "")
        layers: list[Layer] = [(_NOTHING, path), (_NOTHING, path), (spec, path)]
        field = field_of(layers, place, self._draft)
        self._draft.declare(place, field)
        return LinePart(label, Cell(place.key, field), spec.align or "")


def _align(text: str) -> str:
    return "" if text else "center"


def _paper(spec: PaperSpec) -> Paper:
    return Paper(spec.size, spec.landscape, spec.repeat_head)


def _repeat(spec: SectionSpec) -> Repeat | None:
    if spec.repeat is None:
        return None
    return Repeat(spec.repeat.shown, spec.repeat.least, spec.repeat.most, spec.repeat.name)
