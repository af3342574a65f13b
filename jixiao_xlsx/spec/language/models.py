"""The spec language as pydantic models: one class for each construct, every field described for editors and docs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from jixiao_xlsx.findings import Severity
from jixiao_xlsx.spec.language.plain_types import (
    AuditWord,
    Height,
    KeyName,
    PlainNumber,
    RowCount,
    SeverityWord,
    SheetName,
    Some,
    Spans,
    SpanWidth,
    Widths,
    WorkingYear,
)
from jixiao_xlsx.spec.language.shorthand import unfolded


def _edition(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _shape_of(value: object) -> str | None:
    """Which arm of a union a value belongs to: its form decides, so that only that arm complains."""
    if isinstance(value, str):
        return "#text"
    if isinstance(value, list):
        return "#list"
    return "#set" if isinstance(value, dict | BaseModel) else None


def _by_shape(shapes: str) -> Discriminator:
    return Discriminator(_shape_of, custom_error_type="shape", custom_error_message=shapes)


# A key was called otherwise once, or several times.
Earlier = Annotated[
    Annotated[KeyName, Tag("#text")] | Annotated[list[KeyName], Field(min_length=1, max_length=20), Tag("#list")],
    _by_shape("原来的键，或几个原来的键的列表"),
]


class Construct(BaseModel):
    """A part of the language: nothing is converted silently, nothing unknown is passed over."""

    # strict: `True` would pass as 1 otherwise. defer_build: the models are built with the first spec, not on import.
    model_config = ConfigDict(strict=True, extra="forbid", defer_build=True)


class Asks(Construct):
    """What a cell asks for; stands on columns, rows and cells, the nearer one decides."""

    kind: str | None = Field(default=None, description="填报类型，如 amount、text、target")
    required: bool | None = Field(default=None, description="必填")
    lock: bool | None = Field(default=None, description="锁定：只显示预填的内容，不让改")
    least: PlainNumber | None = Field(default=None, description="数的最小值，文字的最少字数，或日期最早的年份")
    most: PlainNumber | None = Field(default=None, description="数的最大值，文字的最多字数，或日期最晚的年份")
    # What a cell shows; more than six decimals nobody types.
    decimals: Annotated[int, Field(ge=0, le=6)] | None = Field(default=None, description="小数位数")
    choices: list[str] | None = Field(default=None, description="可选的各项")
    measure: str | None = Field(default=None, description="计量单位；金额默认取表的 measure")
    prefill: str | None = Field(
        None, description="预填：agency.name、agency.code、subject.name、subject.code、year、last、budget"
    )
    note: str | None = Field(default=None, description="选中格子时的补充提示")
    direction: Literal["正向", "反向", "等于", "定性"] | None = Field(default=None, description="指标方向")
    personal: bool | None = Field(default=None, description="个人信息，公开表中不印")
    compute: str | None = Field(default=None, description="公式：锁定，由表内其他格算出")
    expect: str | None = Field(default=None, description="应填数：照填，回收时按公式核对")


class CellSpec(Asks):
    """One cell of a row: what it asks, or what is printed in it."""

    text: str | None = Field(default=None, description="印刷文字")
    value: PlainNumber | None = Field(default=None, description="印刷的数，公式可用")


class ColumnSpec(Asks):
    """A column, or a group of columns under one label."""

    key: KeyName | None = Field(default=None, description="键")
    was: Earlier | None = Field(default=None, description="原来的键：空表下发以后改了键，旧表按它对过来")
    label: str = Field(default="", description="表头文字")
    span: SpanWidth = Field(default=1, description="占几个版面列")
    columns: ColumnTree | None = Field(default=None, description="下级栏目：列表，或一个栏目，或 define 里的名字")
    # One digit each way, so that keys are y0 to y9 and y_1 to y_9: 19 in all.
    years: Annotated[list[Annotated[int, Field(ge=-9, le=9)]], Field(min_length=1, max_length=19)] | None = Field(
        default=None, description="相对年度，如 [-2, -1, 0]，每年一栏"
    )

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        return unfolded(data, cls.model_fields)


# As many as a sheet has grid columns.
Columns = Annotated[list[ColumnSpec], Field(min_length=1, max_length=64)]
ColumnTree = Annotated[
    Annotated[str, Tag("#text")] | Annotated[Columns, Tag("#list")] | Annotated[ColumnSpec, Tag("#set")],
    _by_shape("列表、一个栏目，或 define 里的名字"),
]


class OpenSpec(Construct):
    """Open rows: how many a plain blank shows, how many must and may be filled."""

    shown: Annotated[int, Field(ge=1, le=500)] = Field(description="空表里给几行")
    least: RowCount = Field(default=0, description="至少填几行")
    # What the shipped forms allow unless they say otherwise.
    most: Annotated[int, Field(ge=1, le=500)] = Field(default=20, description="最多填几行")
    label: str = Field(default="", description="每行自己的标签，如 职能<n>")


class RowSpec(Asks):
    """A row, a group of rows under one label, or a block of open rows."""

    key: KeyName | None = Field(default=None, description="键")
    was: Earlier | None = Field(default=None, description="原来的键：空表下发以后改了键，旧表按它对过来")
    label: str = Field(default="", description="行首文字")
    rows: RowTree | None = Field(default=None, description="下级各行：列表，或 define 里的名字")
    open: OpenSpec | None = Field(default=None, description="可增减的填报行")
    cells: dict[str, CellItem] = Field(default_factory=dict, description="个别格子：栏目键 → 文字或填报要求")
    tall: Height = Field(default=1, description="至少合并几行高")

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, data: Any) -> Any:
        return unfolded(data, cls.model_fields)


CellItem = Annotated[
    Annotated[str, Tag("#text")] | Annotated[CellSpec, Tag("#set")], _by_shape("印刷的文字，或花括号里的填报要求")
]
# As RowCount.
Rows = Annotated[list[RowSpec], Field(min_length=1, max_length=500)]
RowTree = Annotated[Annotated[str, Tag("#text")] | Annotated[Rows, Tag("#list")], _by_shape("列表，或 define 里的名字")]


class TableSpec(Construct):
    """A row tree crossed with a column tree."""

    columns: ColumnTree = Field(description="栏目：列表，或一个栏目，或 define 里的名字")
    rows: RowTree = Field(description="各行：列表，或 define 里的名字")
    stub: list[SpanWidth] = Field(default_factory=list, description="行首各级占几个版面列")
    corner: Annotated[
        Annotated[str, Tag("#text")] | Annotated[list[str], Tag("#list")], _by_shape("一个文字，或每级一个文字的列表")
    ] = Field(default="", description="表头左上角的文字，一个或每级一个")
    head: bool = Field(default=True, description="是否印表头")
    foot: list[RowSpec] = Field(default_factory=list, description="表尾的合计行")


class PartSpec(CellSpec):
    """One part of a line: a printed text, a label with its cell, or a cell alone."""

    label: str = Field(default="", description="印刷的标签")
    key: KeyName | None = Field(default=None, description="键")
    was: Earlier | None = Field(default=None, description="原来的键：空表下发以后改了键，旧表按它对过来")
    align: Literal["left", "center", "right"] | None = Field(default=None, description="印刷文字的对齐")


# Each part takes a grid column at least, of which there are 64.
Parts = Annotated[
    list[
        Annotated[
            Annotated[str, Tag("#text")] | Annotated[PartSpec, Tag("#set")],
            _by_shape("印刷的文字，或花括号里的标签和键"),
        ]
    ],
    Field(min_length=1, max_length=64),
]


class LineSpec(Construct):
    """A line with its own spans or height."""

    line: Parts = Field(description="从左到右的各部分")
    spans: Spans | None = Field(default=None, description="各格占几个版面列，最后一格占到底")
    tall: Height = Field(default=1, description="至少合并几行高")


# More than a printed page has; a block without end is a slip of the hand.
Lines = Annotated[
    list[
        Annotated[
            Annotated[Parts, Tag("#list")] | Annotated[LineSpec, Tag("#set")],
            _by_shape("方括号里的各部分，或 {line: […], spans: […]}"),
        ]
    ],
    Field(min_length=1, max_length=200),
]


class RepeatSpec(Construct):
    """A group of sections laid out several times."""

    shown: Some = Field(description="空表里给几组")
    least: RowCount = Field(default=0, description="至少填几组")
    most: Some = Field(description="最多几组")
    # Not n, which counts open rows.
    name: Annotated[str, Field(pattern=r"^[a-mo-z]$")] = Field(default="k", description="组号的占位名，标签里写 <k>")


class RuleSpec(Construct):
    """A check over keys."""

    check: str = Field(description="应当成立的式子")
    say: str = Field(default="", description="不成立时说的话")
    fix: str = Field(default="", description="怎样改：不成立时给填报人的办法")
    at: str | None = Field(default=None, description="意见写在哪一格：要改的那一格的键")
    severity: SeverityWord = Field(default=Severity.RETURN.value, description="轻重")
    each: Literal["column", "row"] | None = Field(default=None, description="逐栏或逐行检查")


class ScoringSpec(Construct):
    """How a section's indicators are scored."""

    profile: str = Field(default="national", description="评分口径，如 national、20/80")
    target: KeyName = Field(default="target", description="指标值一栏的键")
    actual: KeyName = Field(default="actual", description="完成值一栏的键")
    points: KeyName = Field(default="points", description="分值一栏的键")
    score: KeyName = Field(default="score", description="得分一栏的键")
    rate: str | None = Field(default=None, description="执行率的键；它那一行的分值和得分用同样的键")
    total: str | None = Field(default=None, description="总分的键")
    grade: str | None = Field(default=None, description="评价等级的键")


class SectionSpec(Construct):
    """One section 区块: exactly one of lines, table, sections, beside."""

    key: KeyName | None = Field(default=None, description="键，没有时用上级的键")
    was: Earlier | None = Field(default=None, description="原来的键：空表下发以后改了键，旧表按它对过来")
    title: str = Field(default="", description="左侧的区块标题，合并到底")
    side: SpanWidth = Field(default=1, description="区块标题占几个版面列")
    take: SpanWidth | None = Field(default=None, description="并排时占几个版面列")
    spans: Spans | None = Field(default=None, description="各行里每格占几个版面列，最后一格占到底")
    lines: Lines | None = Field(default=None, description="标签与格子并排的行")
    table: TableSpec | None = Field(default=None, description="表格")
    sections: Sections | None = Field(default=None, description="上下相叠的下级区块")
    beside: Sections | None = Field(default=None, description="左右并排的下级区块")
    repeat: RepeatSpec | None = Field(default=None, description="重复的组")
    rules: list[RuleSpec] = Field(default_factory=list, description="勾稽关系")
    scoring: ScoringSpec | None = Field(default=None, description="评分：口径和所用的各格")

    @model_validator(mode="after")
    def _one_body(self) -> SectionSpec:
        given = [name for name in ("lines", "table", "sections", "beside") if getattr(self, name) is not None]
        if not given:
            raise PydanticCustomError("body_missing", "区块要写 lines、table、sections、beside 中的一个")
        if len(given) > 1:
            raise PydanticCustomError("contradiction", "{given} 只能写一个", {"given": " 与 ".join(given)})
        return self


# As for lines: no form has a tenth.
Sections = Annotated[list[SectionSpec], Field(min_length=1, max_length=200)]


class BannerSpec(Construct):
    """A line above the form."""

    line: Parts = Field(description="从左到右的各部分")
    spans: Spans | None = Field(default=None, description="各格占几个版面列，最后一格占到底")
    title: bool = Field(default=False, description="这是表的标题")


Banners = list[
    Annotated[Annotated[str, Tag("#text")] | Annotated[BannerSpec, Tag("#set")], _by_shape("一行文字，或 {line: […]}")]
]


class PaperSpec(Construct):
    """Print setup."""

    size: Literal["A4", "A3"] = Field(default="A4", description="纸张")
    landscape: bool = Field(default=False, description="横向")
    repeat_head: str = Field(default="", description="每页重复哪个区块的表头")


class DefineSpec(Construct):
    """Named trees that several tables use."""

    columns: dict[str, Columns] = Field(default_factory=dict, description="名字 → 栏目树")
    rows: dict[str, Rows] = Field(default_factory=dict, description="名字 → 行树")


class SheetSpec(Construct):
    """One sheet of a form."""

    key: KeyName = Field(description="键")
    was: Earlier | None = Field(default=None, description="原来的键：空表下发以后改了键，旧表按它对过来")
    name: SheetName = Field(description="工作表名称")
    columns: Widths = Field(description="各版面列的宽度（字符数）")
    banner: Banners = Field(default_factory=list, description="表头上方的行")
    sections: Sections = Field(description="区块，自上而下")
    paper: PaperSpec = Field(default_factory=lambda: PaperSpec(), description="打印设置")  # noqa: PLW0108


class FormSpec(Construct):
    """A form 表 at one edition."""

    form: KeyName = Field(description="表的代码")
    aliases: list[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]] = Field(
        default_factory=list, description="简称，如 S0"
    )
    title: Annotated[str, Field(min_length=1)] = Field(description="表名，可含 <year>")
    edition: Annotated[
        # `name@edition` is a reference and a file's name: no sign that a path or a shell would take amiss.
        str, BeforeValidator(_edition), Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]*$", max_length=20)
    ] = Field(description='版次，如 2024 或 "2024.10"')
    measure: Literal["元", "千元", "万元", "亿元"] = Field(description="金额的计量单位")
    year: WorkingYear | None = Field(default=None, description="演示用的年度")
    # A form that tells of the year before is -1; nothing looks farther than a five years' plan.
    year_offset: Annotated[int, Field(ge=-5, le=5)] = Field(default=0, description="表的年度减去工作年度，自评表为 -1")
    notes: list[str] = Field(default_factory=list, description="填表说明的各条")
    audit: dict[str, AuditWord] = Field(
        default_factory=dict, description="这张表上通用审核的轻重：意见代码 → 轻重或 关闭"
    )
    define: DefineSpec = Field(default_factory=DefineSpec, description="多处要用的行树与栏目树")
    name: SheetName | None = Field(default=None, description="工作表名称")
    columns: Widths | None = Field(default=None, description="各版面列的宽度（字符数）")
    banner: Banners = Field(default_factory=list, description="表头上方的行")
    sections: Sections | None = Field(default=None, description="区块，自上而下")
    paper: PaperSpec = Field(default_factory=lambda: PaperSpec(), description="打印设置")  # noqa: PLW0108
    # More tabs than anybody finds a sheet among.
    sheets: Annotated[list[SheetSpec], Field(min_length=1, max_length=20)] | None = Field(
        default=None, description="有几张工作表时写在这里"
    )
    rules: list[RuleSpec] = Field(default_factory=list, description="跨区块的勾稽关系")

    @model_validator(mode="after")
    def _one_or_several_sheets(self) -> FormSpec:
        if self.sheets is not None and self.sections is not None:
            raise PydanticCustomError("contradiction", "sections（一张工作表）与 sheets（几张工作表）只能写一个")
        if self.sheets is None and self.sections is None:
            raise PydanticCustomError("body_missing", "要写 sections（一张工作表）或 sheets（几张工作表）")
        if self.sections is not None and self.columns is None:
            raise PydanticCustomError("body_missing", "要写 columns：各版面列的宽度，例如 [14, 12, 20]")
        return self
