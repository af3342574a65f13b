"""The tables: what each holds and every column of it, with the Chinese that docs/store.md shows."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, MetaData, Table

from jixiao_xlsx.store.columns import CountColumn, ExactColumn, NumberColumn, TextColumn
from jixiao_xlsx.store.schema_parts import count_column as _count
from jixiao_xlsx.store.schema_parts import filing_place as _place
from jixiao_xlsx.store.schema_parts import id_column as _id
from jixiao_xlsx.store.schema_parts import identity_columns as _identity
from jixiao_xlsx.store.schema_parts import index_by_hash as _fast
from jixiao_xlsx.store.schema_parts import moment_column as _moment
from jixiao_xlsx.store.schema_parts import once_column as _once
from jixiao_xlsx.store.schema_parts import word_column as _words

METADATA = MetaData()


meta = Table(
    "meta",
    METADATA,
    Column("name", TextColumn(), primary_key=True, comment="名称：application、version"),
    _words("value", "内容：jixiao_xlsx、库的版本"),
    comment="库自己的说明",
)

deliveries = Table(
    "deliveries",
    METADATA,
    _id(),
    _once("文件、文件名、邮件"),
    _words("sha256", "文件的 SHA-256，原件按它存放"),
    _words("name", "文件名"),
    _count("size", "字节数"),
    _words("origin", "从哪里收到"),
    _words("role", "是什么：填报件、未识别、附件、邮件或压缩包、自动邮件"),
    _moment("received", "收取的时间"),
    _words("message_id", "邮件的 Message-ID，不是邮件时为空"),
    _words("sender", "发件人"),
    _words("subject", "邮件主题"),
    _moment("sent", "邮件写明的发出时间", null=True),
    _words("sent_utc", "发出时间，换算成 UTC，供排序", null=True),
    _words("note", "要人知道的事：打不开、文件名损坏等"),
    _words("reason", "不是填报件的是什么、为什么读不出：扫描件、网盘链接、有密码、自动回复等；没有的为空"),
    comment="来件：收到的每一个文件",
)
_fast(deliveries, "sha256")

filings = Table(
    "filings",
    METADATA,
    _id(),
    _words("sha256", "文件的 SHA-256", unique=True),
    _words("source", "文件名"),
    _words("file_type", "文件类型：xlsx、xls 等，读不了时为空"),
    _words("recognised", "怎样认出来的：封签，或印刷文字"),
    _words("form", "表；认不出的，从这里到 signature 都是 NULL", null=True),
    _words("edition", "版次", null=True),
    _count("year", "年度", null=True),
    _words("agency_code", "单位编码", null=True),
    _words("agency_name", "单位名称", null=True),
    _words("subject_code", "项目编码", null=True),
    _words("subject_name", "项目名称", null=True),
    _words("scope", "口径：本级、汇总", null=True),
    _words("issue", "下发编号", null=True),
    _words("office", "下发单位", null=True),
    # The seal's parts as columns, for people's SQL; `counts` is a list, which neither database has alike.
    _words("fingerprint", "版面指纹", null=True),
    _words("counts", "下发时各区块的行数，JSON", null=True),
    _words("signature", "封签的签名", null=True),
    _words("odd_year", "年度大得不像年度时，写在这里，year 为 NULL", null=True),
    _count("unplaced", "填报格之外没有读取的内容有几处"),
    _moment("modified", "工作簿自己记的保存时间", null=True),
    _words("modified_utc", "保存时间，换算成 UTC，供排序；没写时区的按 UTC", null=True),
    _words("layout", "封签写明的版面校验码，第一版的封签没有写", null=True),
    comment="填报件：每个读过的文件一行，全部版本都在",
)
_fast(filings, "form", "agency_code", "agency_name")
# A number is short: the ordinary index sorts it too.
Index("filings_year", filings.c.year)

records = Table(
    "records",
    METADATA,
    *_place(),
    _words("key", "键，如 funds.income.fiscal"),
    _words("label", "印刷的标签"),
    _words("kind", "填报类型，如 amount、percent、text、target"),
    _words("raw", "单元格的原文"),
    _words("type", "值的类型：number、text、date；读不懂的为 NULL", null=True),
    _words("value", "值，一位不多、一位不少；读不懂的为 NULL", null=True),
    Column("number", NumberColumn(), comment="数，供排序和比较；不是数的为 NULL"),
    _words("measure", "计量单位"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    _words("sheet", "工作表"),
    _words("cell", "单元格，如 D4"),
    _count("row_order", "在交回的表里是第几行，从 0 起"),
    Column("inserted", Boolean(), nullable=False, comment="是否填报单位自行插入的行"),
    comment="记录：每个填了的格一行",
    # Rows are found by filing and position only: without a row id the table is its own index.
    sqlite_with_rowid=False,
)
_fast(records, "key")

targets = Table(
    "targets",
    METADATA,
    *_place(),
    Column("part", CountColumn, primary_key=True, autoincrement=False, comment="一格写了几项时是第几项，从 0 起"),
    _words("kind", "指标值的种类：number、range、qualitative 等"),
    _words("label", "本项的名称"),
    _words("operator", "比较符号：> ≥ = ≤ < ≈，没有时为空"),
    Column("value", NumberColumn(), comment="数值"),
    Column("low", NumberColumn(), comment="区间的下限"),
    Column("high", NumberColumn(), comment="区间的上限"),
    _words("measure", "计量单位"),
    _words("per", "每什么，如 年、人/月"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    Column("approximate", Boolean(), nullable=False, comment="是否约数"),
    Column("implied", Boolean(), nullable=False, comment="比较符号是否没有写出、按等于理解"),
    _words("direction", "方向：正向、反向、等于、定性、unknown"),
    _words("level", "等级，如 优、显著提升"),
    _words("horizon", "期限，如 长期"),
    _words("deadline", "时点，如 2026-12-31"),
    _words("reference", "依据的标准"),
    _words("confidence", "读得有多准：high、medium、low"),
    _words("whole", "读出的全部内容，JSON"),
    comment="指标值：kind 为 target 的记录读出的内容，每项一行",
    sqlite_with_rowid=False,
)

figures = Table(
    "figures",
    METADATA,
    *_place(),
    _words("key", "键"),
    _words("label", "印刷的标签"),
    _words("kind", "填报类型"),
    _words("value", "重算的数；不适用或算不出的为 NULL", null=True),
    Column("number", NumberColumn(), comment="数，供排序和比较"),
    _words("text", "没有数时显示的文字，如 不适用"),
    _words("measure", "计量单位"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    _words("filed", "交回的表里原来的数"),
    comment="重算的数：每个公式格一行",
    sqlite_with_rowid=False,
)

findings = Table(
    "findings",
    METADATA,
    *_place(),
    _words("code", "意见代码"),
    _words("severity", "轻重：退回、说明、提示"),
    _words("agency", "单位"),
    _words("form", "表"),
    _words("sheet", "工作表"),
    _words("cell", "单元格"),
    _words("label", "印刷的标签"),
    _words("key", "键"),
    _words("message", "意见"),
    _words("hint", "怎么改"),
    _words("found", "填的是什么"),
    _words("expected", "应当是什么"),
    _words("rule", "表样里那条规则的代码"),
    _words("explanation", "填报单位写的出错说明"),
    comment="审核意见",
    sqlite_with_rowid=False,
)

issued = Table(
    "issued",
    METADATA,
    _id(),
    _once("这次下发"),
    *_identity(),
    _words("printed_agency", "空表上的单位名称"),
    _words("printed_subject", "空表上的项目名称"),
    _words("issue", "下发编号"),
    _words("edition", "版次"),
    _words("fingerprint", "版面指纹"),
    _words("file", "文件名"),
    _words("sha256", "文件的 SHA-256"),
    _moment("at", "下发的时间"),
    comment="下发的空表",
)

layouts = Table(
    "layouts",
    METADATA,
    _id(),
    _words("sha256", "版面全文的 SHA-256", unique=True),
    _words("fingerprint", "版面指纹"),
    _words("form", "表"),
    _words("edition", "版次"),
    _count("year", "年度"),
    _words("origin", "从哪里来：issued 下发时存下，blank 交回的空表自带"),
    _words("text", "版面全文，JSON"),
    comment="版面：下发过的每一种空表，表样改了以后照它读",
)
_fast(layouts, "fingerprint")

decisions = Table(
    "decisions",
    METADATA,
    _id(),
    _once("这个结论"),
    *_identity(),
    _words("sha256", "看的是哪个版本"),
    _words("verdict", "结论：通过、退回"),
    _words("step", "环节：初审、复审"),
    _words("section", "科室"),
    _words("who", "审核人"),
    _moment("at", "时间"),
    _words("opinion", "审核人写的意见"),
    comment="审核结论",
)

waivers = Table(
    "waivers",
    METADATA,
    _id(),
    _once("这次豁免"),
    *_identity(),
    _words("code", "豁免的意见代码；空的是整份豁免"),
    _words("key", "豁免的键；空的是全部"),
    _words("who", "谁豁免的"),
    _moment("at", "时间"),
    _words("why", "理由"),
    comment="豁免",
)

corrections = Table(
    "corrections",
    METADATA,
    _id(),
    _once("这次更正"),
    *_identity(),
    _words("sha256", "更正的是哪个版本"),
    _words("key", "更正的键"),
    _words("raw", "更正后的值，照填写的样子"),
    _words("who", "谁更正的"),
    _moment("at", "时间"),
    _words("why", "理由"),
    comment="更正：原来填的不动",
)

extensions = Table(
    "extensions",
    METADATA,
    _id(),
    _once("这次延期"),
    _words("agency", "单位编码"),
    _words("form", "表；空的是全部"),
    Column("until", Date(), nullable=False, comment="延到哪一天"),
    _words("who", "谁同意的"),
    _moment("at", "时间"),
    _words("why", "理由"),
    comment="延期",
)

sent = Table(
    "sent",
    METADATA,
    _id(),
    _once("这次发出"),
    _words("digest", "信的内容与收件人的指纹，不重复发信用"),
    _words("kind", "种类：下发、催报、退回"),
    _words("agency", "单位编码"),
    _words("recipient", "收件人"),
    _words("subject", "主题"),
    _words("message_id", "信的 Message-ID"),
    _moment("at", "发出的时间"),
    comment="发出的信",
)
_fast(sent, "digest")

sent_back = Table(
    "sent_back",
    METADATA,
    _id(),
    _once("这次发还"),
    _words("sha256", "发还的文件的 SHA-256"),
    _words("who", "谁发还的；版本 2 的库没有记的为空"),
    _moment("at", "时间"),
    comment="发还：退回给单位的文件，没有认出的来件也在内",
)
_fast(sent_back, "sha256")

cursors = Table(
    "cursors",
    METADATA,
    Column("name", TextColumn(), primary_key=True, comment="名称，如 一个邮箱"),
    _words("value", "收到哪里"),
    comment="游标：上次收到哪里",
)

trail = Table(
    "trail",
    METADATA,
    _id(),
    _once("这次运行"),
    _moment("at", "时间"),
    _words("who", "谁"),
    _words("command", "命令"),
    _words("outcome", "结果"),
    comment="操作记录",
)
