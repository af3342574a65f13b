"""The tables of what arrived: what each holds and every column of it, with the Chinese that docs/store.md shows."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Table

from jixiao_xlsx.store.columns import CountColumn, ExactColumn, NumberColumn, TextColumn
from jixiao_xlsx.store.table_kit import (
    METADATA,
    count_column,
    filing_columns,
    id_column,
    index_hashed,
    moment_column,
    once_column,
    words_column,
)

meta = Table(
    "meta",
    METADATA,
    Column("name", TextColumn(), primary_key=True, comment="名称：application、version"),
    words_column("value", "内容：jixiao_xlsx、库的版本"),
    comment="库自己的说明",
)

deliveries = Table(
    "deliveries",
    METADATA,
    id_column(),
    once_column("文件、文件名、邮件"),
    words_column("sha256", "文件的 SHA-256，原件按它存放"),
    words_column("name", "文件名"),
    count_column("size", "字节数"),
    words_column("origin", "从哪里收到"),
    words_column("role", "是什么：填报件、未识别、附件、邮件或压缩包、自动邮件"),
    moment_column("received", "收取的时间"),
    words_column("message_id", "邮件的 Message-ID，不是邮件时为空"),
    words_column("sender", "发件人"),
    words_column("subject", "邮件主题"),
    moment_column("sent", "邮件写明的发出时间", null=True),
    words_column("sent_utc", "发出时间，换算成 UTC，供排序", null=True),
    words_column("note", "要人知道的事：打不开、文件名损坏等"),
    words_column("reason", "不是填报件的是什么、为什么读不出：扫描件、网盘链接、有密码、自动回复等；没有的为空"),
    comment="来件：收到的每一个文件",
)
index_hashed(deliveries, "sha256")

filings = Table(
    "filings",
    METADATA,
    id_column(),
    words_column("sha256", "文件的 SHA-256", unique=True),
    words_column("source", "文件名"),
    words_column("file_type", "文件类型：xlsx、xls 等，读不了时为空"),
    words_column("recognised", "怎样认出来的：封签，或印刷文字"),
    words_column("form", "表；认不出的，从这里到 signature 都是 NULL", null=True),
    words_column("edition", "版次", null=True),
    count_column("year", "年度", null=True),
    words_column("agency_code", "单位编码", null=True),
    words_column("agency_name", "单位名称", null=True),
    words_column("subject_code", "项目编码", null=True),
    words_column("subject_name", "项目名称", null=True),
    words_column("scope", "口径：本级、汇总", null=True),
    words_column("issue", "下发编号", null=True),
    words_column("office", "下发单位", null=True),
    # The seal's parts as columns, for people's SQL; `counts` is a list, which neither database has alike.
    words_column("fingerprint", "版面指纹", null=True),
    words_column("counts", "下发时各区块的行数，JSON", null=True),
    words_column("signature", "封签的签名", null=True),
    words_column("odd_year", "年度大得不像年度时，写在这里，year 为 NULL", null=True),
    count_column("unplaced", "填报格之外没有读取的内容有几处"),
    moment_column("modified", "工作簿自己记的保存时间", null=True),
    words_column("modified_utc", "保存时间，换算成 UTC，供排序；没写时区的按 UTC", null=True),
    words_column("layout", "封签写明的版面校验码，第一版的封签没有写", null=True),
    comment="填报件：每个读过的文件一行，全部版本都在",
)
index_hashed(filings, "form", "agency_code", "agency_name")
# A number is short: the ordinary index sorts it too.
Index("filings_year", filings.c.year)

records = Table(
    "records",
    METADATA,
    *filing_columns(),
    words_column("key", "键，如 funds.income.fiscal"),
    words_column("label", "印刷的标签"),
    words_column("kind", "填报类型，如 amount、percent、text、target"),
    words_column("raw", "单元格的原文"),
    words_column("type", "值的类型：number、text、date；读不懂的为 NULL", null=True),
    words_column("value", "值，一位不多、一位不少；读不懂的为 NULL", null=True),
    Column("number", NumberColumn(), comment="数，供排序和比较；不是数的为 NULL"),
    words_column("measure", "计量单位"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    words_column("sheet", "工作表"),
    words_column("cell", "单元格，如 D4"),
    count_column("row_order", "在交回的表里是第几行，从 0 起"),
    Column("inserted", Boolean(), nullable=False, comment="是否填报单位自行插入的行"),
    comment="记录：每个填了的格一行",
    # Rows are found by filing and position only: without a row id the table is its own index.
    sqlite_with_rowid=False,
)
index_hashed(records, "key")

targets = Table(
    "targets",
    METADATA,
    *filing_columns(),
    Column("part", CountColumn, primary_key=True, autoincrement=False, comment="一格写了几项时是第几项，从 0 起"),
    words_column("kind", "指标值的种类：number、range、qualitative 等"),
    words_column("label", "本项的名称"),
    words_column("operator", "比较符号：> ≥ = ≤ < ≈，没有时为空"),
    Column("value", NumberColumn(), comment="数值"),
    Column("low", NumberColumn(), comment="区间的下限"),
    Column("high", NumberColumn(), comment="区间的上限"),
    words_column("measure", "计量单位"),
    words_column("per", "每什么，如 年、人/月"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    Column("approximate", Boolean(), nullable=False, comment="是否约数"),
    Column("implied", Boolean(), nullable=False, comment="比较符号是否没有写出、按等于理解"),
    words_column("direction", "方向：正向、反向、等于、定性、unknown"),
    words_column("level", "等级，如 优、显著提升"),
    words_column("horizon", "期限，如 长期"),
    words_column("deadline", "时点，如 2026-12-31"),
    words_column("reference", "依据的标准"),
    words_column("confidence", "读得有多准：high、medium、low"),
    words_column("whole", "读出的全部内容，JSON"),
    comment="指标值：kind 为 target 的记录读出的内容，每项一行",
    sqlite_with_rowid=False,
)

figures = Table(
    "figures",
    METADATA,
    *filing_columns(),
    words_column("key", "键"),
    words_column("label", "印刷的标签"),
    words_column("kind", "填报类型"),
    words_column("value", "重算的数；不适用或算不出的为 NULL", null=True),
    Column("number", NumberColumn(), comment="数，供排序和比较"),
    words_column("text", "没有数时显示的文字，如 不适用"),
    words_column("measure", "计量单位"),
    Column("yuan", ExactColumn(), comment="折合元，不是金额的为 NULL"),
    words_column("filed", "交回的表里原来的数"),
    comment="重算的数：每个公式格一行",
    sqlite_with_rowid=False,
)

findings = Table(
    "findings",
    METADATA,
    *filing_columns(),
    words_column("code", "意见代码"),
    words_column("severity", "轻重：退回、说明、提示"),
    words_column("agency", "单位"),
    words_column("form", "表"),
    words_column("sheet", "工作表"),
    words_column("cell", "单元格"),
    words_column("label", "印刷的标签"),
    words_column("key", "键"),
    words_column("message", "意见"),
    words_column("hint", "怎么改"),
    words_column("found", "填的是什么"),
    words_column("expected", "应当是什么"),
    words_column("rule", "表样里那条规则的代码"),
    words_column("explanation", "填报单位写的出错说明"),
    comment="审核意见",
    sqlite_with_rowid=False,
)

layouts = Table(
    "layouts",
    METADATA,
    id_column(),
    words_column("sha256", "版面全文的 SHA-256", unique=True),
    words_column("fingerprint", "版面指纹"),
    words_column("form", "表"),
    words_column("edition", "版次"),
    count_column("year", "年度"),
    words_column("origin", "从哪里来：issued 下发时存下，blank 交回的空表自带"),
    words_column("text", "版面全文，JSON"),
    comment="版面：下发过的每一种空表，表样改了以后照它读",
)
index_hashed(layouts, "fingerprint")
