"""The tables of what the office did: what each holds and every column of it, with the Chinese of docs/store.md."""

from __future__ import annotations

from sqlalchemy import Column, Date, Table

from jixiao_xlsx.store.columns import TextColumn
from jixiao_xlsx.store.table_kit import (
    METADATA,
    id_column,
    identity_columns,
    index_hashed,
    moment_column,
    once_column,
    words_column,
)

issued = Table(
    "issued",
    METADATA,
    id_column(),
    once_column("这次下发"),
    *identity_columns(),
    words_column("printed_agency", "空表上的单位名称"),
    words_column("printed_subject", "空表上的项目名称"),
    words_column("issue", "下发编号"),
    words_column("edition", "版次"),
    words_column("fingerprint", "版面指纹"),
    words_column("file", "文件名"),
    words_column("sha256", "文件的 SHA-256"),
    moment_column("at", "下发的时间"),
    comment="下发的空表",
)

decisions = Table(
    "decisions",
    METADATA,
    id_column(),
    once_column("这个结论"),
    *identity_columns(),
    words_column("sha256", "看的是哪个版本"),
    words_column("verdict", "结论：通过、退回"),
    words_column("step", "环节：初审、复审"),
    words_column("section", "科室"),
    words_column("who", "审核人"),
    moment_column("at", "时间"),
    words_column("opinion", "审核人写的意见"),
    comment="审核结论",
)

waivers = Table(
    "waivers",
    METADATA,
    id_column(),
    once_column("这次豁免"),
    *identity_columns(),
    words_column("code", "豁免的意见代码；空的是整份豁免"),
    words_column("key", "豁免的键；空的是全部"),
    words_column("who", "谁豁免的"),
    moment_column("at", "时间"),
    words_column("why", "理由"),
    comment="豁免",
)

corrections = Table(
    "corrections",
    METADATA,
    id_column(),
    once_column("这次更正"),
    *identity_columns(),
    words_column("sha256", "更正的是哪个版本"),
    words_column("key", "更正的键"),
    words_column("raw", "更正后的值，照填写的样子"),
    words_column("who", "谁更正的"),
    moment_column("at", "时间"),
    words_column("why", "理由"),
    words_column("measure", "金额的计量单位；不是金额的、版本 8 以前更正的为空"),
    comment="更正：原来填的不动",
)

extensions = Table(
    "extensions",
    METADATA,
    id_column(),
    once_column("这次延期"),
    words_column("agency", "单位编码"),
    words_column("form", "表；空的是全部"),
    Column("until", Date(), nullable=False, comment="延到哪一天"),
    words_column("who", "谁同意的"),
    moment_column("at", "时间"),
    words_column("why", "理由"),
    comment="延期",
)

settled = Table(
    "settled",
    METADATA,
    id_column(),
    once_column("这次核对"),
    *identity_columns(),
    words_column("sha256", "核对的是哪个版本"),
    words_column("words", "请核对里的那句话"),
    words_column("who", "谁核对的"),
    moment_column("at", "时间"),
    words_column("why", "核对的结果"),
    comment="核对：请核对里已经有人看过的",
)

placements = Table(
    "placements",
    METADATA,
    id_column(),
    once_column("这次决定"),
    *identity_columns(),
    words_column("sha256", "哪个文件"),
    words_column("ruling", "怎样办：照收、归入、不收、以此为准"),
    words_column("over", "以此为准时，它排在哪个版本之后；其余为空"),
    words_column("who", "谁定的"),
    moment_column("at", "时间"),
    words_column("why", "理由"),
    comment="归属：来件算谁的哪一份，或以哪个版本为准",
)

undone = Table(
    "undone",
    METADATA,
    id_column(),
    once_column("这次撤回"),
    words_column("what", "撤回的是什么：结论、豁免、更正、延期、核对、归属"),
    words_column("act", "撤回的那件事的指纹，即它那张表的 once；一件事只撤回一次", unique=True),
    words_column("who", "谁撤回的"),
    moment_column("at", "时间"),
    words_column("why", "理由"),
    comment="撤回：不再算数的结论、豁免、更正、延期、核对、归属；原来的仍在各自的表里",
)

sent = Table(
    "sent",
    METADATA,
    id_column(),
    once_column("这次发出"),
    words_column("digest", "信的内容与收件人的指纹，不重复发信用"),
    words_column("kind", "种类：下发、催报、退回"),
    words_column("agency", "单位编码"),
    words_column("recipient", "收件人"),
    words_column("subject", "主题"),
    words_column("message_id", "信的 Message-ID"),
    moment_column("at", "发出的时间"),
    comment="发出的信",
)
index_hashed(sent, "digest")

sent_back = Table(
    "sent_back",
    METADATA,
    id_column(),
    once_column("这次发还"),
    words_column("sha256", "发还的文件的 SHA-256"),
    words_column("who", "谁发还的；版本 2 的库没有记的为空"),
    moment_column("at", "时间"),
    comment="发还：退回给单位的文件，没有认出的来件也在内",
)
index_hashed(sent_back, "sha256")

cursors = Table(
    "cursors",
    METADATA,
    Column("name", TextColumn(), primary_key=True, comment="名称，如 一个邮箱"),
    words_column("value", "收到哪里"),
    comment="游标：上次收到哪里",
)

trail = Table(
    "trail",
    METADATA,
    id_column(),
    once_column("这次运行"),
    moment_column("at", "时间"),
    words_column("who", "谁"),
    words_column("command", "命令"),
    words_column("outcome", "结果"),
    comment="操作记录",
)
