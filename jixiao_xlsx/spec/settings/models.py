"""What `jixiao.yaml` may hold, as pydantic models; what a value must look like is said in Chinese beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from jixiao_xlsx.model.kinds.characters import unwritable
from jixiao_xlsx.spec.language.models import Construct
from jixiao_xlsx.spec.language.plain_types import AuditWord, WorkingYear

MAIL_PASSWORD = "JIXIAO_MAIL_PASSWORD"
SIGNING_KEY = "JIXIAO_KEY"
# Narrower than RFC 5321 allows: what no mail provider gives out is a slip.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+=&'/#!?^{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ENVIRONMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_ADDRESS_OF_STORE = re.compile(r"(sqlite|postgresql)(\+[a-z0-9]+)?://.*")
# A colon, a text and an @ behind the scheme are user and password; PostgreSQL takes it as an option too.
_PASSWORD_IN = re.compile(r"://[^/@]*?:([^/]*)@|[?&][a-z]*password=([^&]*)", re.IGNORECASE)
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
"""A place in a text where the value of an environment variable comes."""


def _said(wrong: str, write: str) -> PydanticCustomError:
    return PydanticCustomError("said", "{wrong}", {"wrong": wrong, "write": write})


def is_address(text: str) -> bool:
    """Whether a text can be one e-mail address; nothing is asked of any server."""
    # RFC 5321, 4.5.3.1.3: 256 octets with the angle brackets.
    return _ADDRESS.fullmatch(text) is not None and ".." not in text and len(text) <= 254


def _address(value: str) -> str:
    if not is_address(value):
        # What may be a password pasted into the wrong line is not shown whole.
        raise _said(f"‘{value[:60]}’ 不是邮箱地址", "例如 jixiao@czj.example.cn")
    return value


def _environment(value: object) -> object:
    """The name of an environment variable; what may be the password itself is not repeated."""
    if not isinstance(value, str) or not _ENVIRONMENT.fullmatch(value):
        wrong = "应当是环境变量的名字（英文字母、数字、下划线），口令本身不写在文件里"
        raise _said(wrong, f"例如 {MAIL_PASSWORD}，再在系统里设置这个环境变量")
    return value


def day_of(text: str) -> date | None:
    """The day in `2026-03-15`; None where the text is no such day."""
    read = _DATE.fullmatch(text)
    try:
        return date(*map(int, read.groups())) if read else None
    except ValueError:
        return None


def _day(value: object) -> object:
    day = day_of(value) if isinstance(value, str) else None
    if day is None:
        raise _said(f"‘{value}’ 不是日期", "请写 年-月-日，例如 2026-03-15")
    return day


def _store(value: str) -> str:
    # The whole address may come from the environment; it is looked at when it is opened.
    if VARIABLE.fullmatch(value):
        return value
    if not _ADDRESS_OF_STORE.fullmatch(value):
        wrong = f"‘{value.partition('://')[0][:60]}’ 不是可用的数据库地址"
        raise _said(wrong, "请写 postgresql://用户:${环境变量}@主机/库名；不写时用 store/jixiao.db")
    secrets = (before or option for before, option in _PASSWORD_IN.findall(value))
    if not all(map(VARIABLE.fullmatch, secrets)):
        raise _said("数据库的口令写在了文件里", "请写成 ${JIXIAO_DB_PASSWORD}，再在系统里设置这个环境变量")
    return value


def _clean(value: str) -> str:
    strange = unwritable(value)
    if strange:
        raise _said(f"含有不能打印的字符 {strange}", "请删去后重新输入")
    return value


# One line of a letter's head.
SettingText = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
SettingWord = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_clean)]
MailAddress = Annotated[str, AfterValidator(_address)]
Environment = Annotated[str, BeforeValidator(_environment)]
# TCP's ports.
Port = Annotated[int, Field(ge=1, le=65535)]
Security = Literal["ssl", "starttls", "none"]


class ImapSpec(Construct):
    """收信."""

    host: SettingWord = Field(description="收信服务器，如 imap.163.com")
    port: Port | None = Field(default=None, description="端口；不写时 ssl 为 993，其他为 143")
    user: SettingWord | None = Field(default=None, description="登录名；不写时用 mail.address")
    password_env: Environment = Field(default=MAIL_PASSWORD, description="放着口令（授权码）的环境变量的名字")
    folder: SettingWord = Field(default="INBOX", description="收哪个邮箱文件夹")
    tls: Security = Field(default="ssl", description="加密方式：ssl、starttls 或 none")
    id: bool = Field(default=False, description="登录后发送 ID 命令，网易（163、126）邮箱要 true")
    ca: SettingWord | None = Field(default=None, description="服务器的根证书文件（PEM），单位自建的服务器才要写")


class Pop3Spec(Construct):
    """收信，邮箱只有 POP3 的."""

    host: SettingWord = Field(description="收信服务器，如 pop.163.com")
    port: Port | None = Field(default=None, description="端口；不写时 ssl 为 995，其他为 110")
    user: SettingWord | None = Field(default=None, description="登录名；不写时用 mail.address")
    password_env: Environment = Field(default=MAIL_PASSWORD, description="放着口令（授权码）的环境变量的名字")
    tls: Security = Field(default="ssl", description="加密方式：ssl、starttls 或 none")
    ca: SettingWord | None = Field(default=None, description="服务器的根证书文件（PEM），单位自建的服务器才要写")


class SmtpSpec(Construct):
    """发信."""

    host: SettingWord = Field(description="发信服务器，如 smtp.163.com")
    port: Port | None = Field(default=None, description="端口；不写时 ssl 为 465，starttls 为 587，none 为 25")
    user: SettingWord | None = Field(default=None, description="登录名；不写时用 mail.address")
    password_env: Environment = Field(default=MAIL_PASSWORD, description="放着口令（授权码）的环境变量的名字")
    tls: Security = Field(default="ssl", description="加密方式：ssl、starttls 或 none")
    ca: SettingWord | None = Field(default=None, description="服务器的根证书文件（PEM），单位自建的服务器才要写")


class MailSpec(Construct):
    """邮箱."""

    address: MailAddress = Field(description="财政部门收发填报件的邮箱地址")
    imap: ImapSpec | None = Field(default=None, description="收信")
    pop3: Pop3Spec | None = Field(default=None, description="收信，邮箱只有 POP3 的")
    smtp: SmtpSpec | None = Field(default=None, description="发信")


# More is a slip of the hand: no computer reads a hundred million of anything, nor waits for an hour.
Count = Annotated[int, Field(ge=1, le=100_000_000)]
Megabytes = Annotated[int, Field(ge=1, le=100_000)]
Seconds = Annotated[int, Field(ge=1, le=3_600)]


class WorkbookLimitsSpec(Construct):
    """工作簿的限度."""

    seconds: Seconds | None = Field(
        default=None, description="读一个文件最多用几秒处理器时间（打开、对位、审核、标注都在内）"
    )
    memory_mb: Megabytes | None = Field(default=None, description="读一个文件最多用多少兆内存")
    file_mb: Megabytes | None = Field(default=None, description="工作簿最大多少兆")
    entry_mb: Megabytes | None = Field(default=None, description="工作簿里一个部件解开后最大多少兆")
    unpacked_mb: Megabytes | None = Field(default=None, description="工作簿全部解开后最大多少兆")
    ratio: Count | None = Field(default=None, description="压缩比最大多少倍")
    parts: Count | None = Field(default=None, description="工作簿里的部件最多几个")
    elements: Count | None = Field(default=None, description="标记最多几个")
    cells: Count | None = Field(default=None, description="有内容或格式的单元格最多几个")
    box: Count | None = Field(default=None, description="数据区域最大多少格（行数×列数）")
    merges: Count | None = Field(default=None, description="合并单元格最多几个")
    merged_area: Count | None = Field(default=None, description="合并单元格一共最多多少格")
    validations: Count | None = Field(default=None, description="数据有效性最多几条")
    names: Count | None = Field(default=None, description="定义名称最多几个")
    sheets: Count | None = Field(default=None, description="工作表最多几张")
    strings: Count | None = Field(default=None, description="文本最多几条")
    text: Count | None = Field(default=None, description="文本一共最多多少字")
    hidden: Count | None = Field(default=None, description="隐藏的行列一共最多多少")


class MailLimitsSpec(Construct):
    """来件的限度."""

    file_mb: Megabytes | None = Field(default=None, description="收件文件夹里的一个文件最大多少兆")
    attachment_mb: Megabytes | None = Field(default=None, description="邮件的一个附件最大多少兆")
    message_mb: Megabytes | None = Field(default=None, description="一封邮件最大多少兆")
    entries: Count | None = Field(default=None, description="一个来件的压缩包里最多几个文件")
    unpacked_mb: Megabytes | None = Field(default=None, description="一个来件的压缩包解开后最大多少兆")
    entry_mb: Megabytes | None = Field(default=None, description="压缩包里一个文件最大多少兆")
    ratio: Count | None = Field(default=None, description="压缩比最大多少倍")
    archives_deep: Count | None = Field(default=None, description="压缩包最多套几层")
    parts: Count | None = Field(default=None, description="一封邮件最多几个部分")
    depth: Count | None = Field(default=None, description="邮件最多套几层")
    seconds: Seconds | None = Field(default=None, description="别的解压程序最多用几秒")


class LimitsSpec(Construct):
    """限度."""

    workbook: WorkbookLimitsSpec | None = Field(default=None, description="工作簿的限度")
    mail: MailLimitsSpec | None = Field(default=None, description="来件的限度")


class SettingsSpec(Construct):
    """The whole file."""

    office: SettingText = Field(default="", description="财政部门的名称，印在填表说明、退回单和催报函上")
    year: WorkingYear | None = Field(default=None, description="工作年度")
    forms: list[SettingWord] = Field(default_factory=list, description="今年要收的表：简称、代码或 代码@版次")
    deadline: Annotated[date, BeforeValidator(_day)] | None = Field(default=None, description="报送期限")
    # A year at most: a longer one has no meaning within a season.
    correction_days: Annotated[int, Field(ge=0, le=365)] = Field(
        default=0, description="退回后几天内报回；0 为不写期限"
    )
    contact: SettingText = Field(default="", description="联系方式，印在信函上")
    mail: MailSpec | None = Field(default=None, description="邮箱")
    store: Annotated[str, AfterValidator(_store)] | None = Field(
        default=None, description="数据库地址；不写时用 store/jixiao.db"
    )
    earlier: list[SettingWord] = Field(default_factory=list, description="以前年度的工作目录，上年数从那里取")
    budget: SettingWord | None = Field(default=None, description="批复的预算数的文件；不写时有 budget.csv 就用它")
    audit: dict[str, AuditWord] = Field(default_factory=dict, description="意见代码 → 退回、说明、提示或关闭")
    key_env: Environment = Field(default=SIGNING_KEY, description="放着封签密钥的环境变量的名字")
    limits: LimitsSpec | None = Field(default=None, description="读多大的文件、读多久")


PARTS: dict[tuple[str, ...], type[Construct]] = {
    (): SettingsSpec,
    ("mail",): MailSpec,
    ("mail", "imap"): ImapSpec,
    ("mail", "pop3"): Pop3Spec,
    ("mail", "smtp"): SmtpSpec,
    ("limits",): LimitsSpec,
    ("limits", "workbook"): WorkbookLimitsSpec,
    ("limits", "mail"): MailLimitsSpec,
}
"""The models by where they stand in the file."""
