"""Every setting that may be written, every fault of them, and the page that explains them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from jixiao_xlsx.advice import Advice
from jixiao_xlsx.cli.wording import error_text
from jixiao_xlsx.errors import JixiaoError, SpecError
from jixiao_xlsx.season.workspace.roster import AGENCY_COLUMNS, PROJECT_COLUMNS
from jixiao_xlsx.season.workspace.workspace import find_workspace
from jixiao_xlsx.spec.settings.models import PARTS
from jixiao_xlsx.spec.settings.settings import (
    ImapSettings,
    MailSettings,
    Settings,
    SmtpSettings,
    find_settings,
    load_settings,
)

PAGE = Path(__file__).parents[3] / "docs" / "workspace.md"
EVERYTHING = """
office: 示例市财政局
year: 2026
forms: [S0, national_project_review@2020]
deadline: 2026-03-15
correction_days: 5
contact: 绩效科
mail:
  address: jixiao@czj.example.cn
  imap: {host: imap.example.cn, id: true, ca: 根证书.pem}
  smtp: {host: smtp.example.cn, tls: starttls, user: jixiao, password_env: SMTP_PASSWORD, ca: ../ca.pem}
store: postgresql+psycopg://jixiao:${DB_PASSWORD}@db.example.cn/jixiao
earlier: [../2025, ../2024]
budget: 批复.csv
audit: {T06: 关闭}
key_env: CZJ_KEY
"""


def settings(folder: Path, text: str) -> Settings:
    path = folder / "jixiao.yaml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        settings(folder, text)
    return [str(fault) for fault in caught.value.faults]


def test_everything_that_may_be_set(tmp_path: Path) -> None:
    imap = ImapSettings("imap.example.cn", "jixiao@czj.example.cn", id=True, ca="根证书.pem")
    smtp = SmtpSettings("smtp.example.cn", "jixiao", 587, "SMTP_PASSWORD", "starttls", "../ca.pem")
    assert settings(tmp_path, EVERYTHING) == Settings(
        office="示例市财政局",
        audit={"T06": "关闭"},
        year=2026,
        forms=("S0", "national_project_review@2020"),
        deadline=date(2026, 3, 15),
        correction_days=5,
        contact="绩效科",
        mail=MailSettings("jixiao@czj.example.cn", imap, smtp),
        store="postgresql+psycopg://jixiao:${DB_PASSWORD}@db.example.cn/jixiao",
        earlier=("../2025", "../2024"),
        budget="批复.csv",
        key_env="CZJ_KEY",
    )


WRONG = """offise: 示例市财政局
year: 二〇二六
forms: [S0, 我的表.yaml, P9, S0, 7]
deadline: 2026-02-30
correction_days: 很快
mail:
  adress: jixiao@czj.example.cn
  imap: {port: 99999, tls: yes, id: 是, password_env: "my secret"}
  smtp: {host: smtp.example.cn, password: hunter2}
store: mysql://root@db/jixiao
audit:
  T999: 关闭
  V101: 提示
  T06: 严重
earlier: ../2025
key_env: 密钥
contact:
"""


def test_every_fault_is_told_in_one_run(tmp_path: Path) -> None:
    environment = "应当是环境变量的名字（英文字母、数字、下划线），口令本身不写在文件里"
    instead = "例如 JIXIAO_MAIL_PASSWORD，再在系统里设置这个环境变量"
    assert faults(tmp_path, WRONG) == [
        "jixiao.yaml:1:1 offise — 不认识 offise；是否 office？",
        "jixiao.yaml:2:1 year — 应当是整数，写的是 ‘二〇二六’；例如 year: 2026",
        "jixiao.yaml:3:13 forms[1] — 我的表.yaml 是文件名；"
        "请把表样放进 specs 文件夹，这里写表的代码（文件里 form: 后面的词）",
        "jixiao.yaml:3:23 forms[2] — 没有名为 ‘P9’ 的表样；"
        "可用的表样：P1、P1B、P2、P2B、P3、P4、P5、S0、S1、S2、S3、S4；也可以写表的代码",
        "jixiao.yaml:3:27 forms[3] — 与前面的 S0 是同一张表；一年里一张表只用一个版次",
        "jixiao.yaml:3:31 forms[4] — 应当是文字，写的是 ‘7’；例如 forms: [S0, P1]",
        "jixiao.yaml:4:1 deadline — ‘2026-02-30’ 不是日期；请写 年-月-日，例如 2026-03-15",
        "jixiao.yaml:5:1 correction_days — 应当是整数，写的是 ‘很快’；例如 correction_days: 5",
        "jixiao.yaml:7:3 mail.adress — 不认识 adress；是否 address？",
        "jixiao.yaml:8:3 mail.imap.host — 缺少 host；请写 host：收信服务器，如 imap.163.com",
        "jixiao.yaml:8:10 mail.imap.port — ‘99999’ 太大；至多为 65535",
        "jixiao.yaml:8:23 mail.imap.tls — ‘yes’ 不在可写的词里；可写：ssl、starttls、none",
        "jixiao.yaml:8:33 mail.imap.id — 应当是true 或 false，写的是 ‘是’；请写 true 或 false",
        f"jixiao.yaml:8:40 mail.imap.password_env — {environment}；{instead}",
        "jixiao.yaml:9:33 mail.smtp.password — 口令不能写在文件里；"
        "请删去，改写 password_env: JIXIAO_MAIL_PASSWORD，口令放在这个名字的环境变量里",
        "jixiao.yaml:10:1 store — ‘mysql’ 不是可用的数据库地址；"
        "请写 postgresql://用户:${环境变量}@主机/库名；不写时用 store/jixiao.db",
        "jixiao.yaml:12:3 audit.T999 — 没有 T999 这条意见；见 docs/findings.md",
        "jixiao.yaml:13:3 audit.V101 — V101 的轻重不能调整；可以调整 T、G、C 开头的代码",
        "jixiao.yaml:14:3 audit.T06 — ‘严重’ 不在可写的词里；可写：退回、说明、提示、关闭",
        "jixiao.yaml:15:1 earlier — 应当是列表，写的是 ‘../2025’；例如 earlier: [../2025]",
        f"jixiao.yaml:16:1 key_env — {environment}；{instead}",
        "jixiao.yaml:17:1 contact — 后面没有写值；请写上值，或删去这个键",
    ]


@pytest.mark.parametrize("secret", ["hunter2", "password: hunter2 x", "123456"])
def test_a_password_in_the_file_is_not_repeated(tmp_path: Path, secret: str) -> None:
    head = "mail:\n  address: a@example.cn\n  imap:\n    host: imap.example.cn\n"
    for line in (f'password_env: "{secret} !"', f'password: "{secret}"', f"password_env: {secret[-6:]}-"):
        assert "hunter2" not in "".join(faults(tmp_path, f"{head}    {line}\n"))
        assert "123456" not in "".join(faults(tmp_path, f"{head}    {line}\n"))


@pytest.mark.parametrize(
    "store",
    [
        "postgresql://a:hunter2@db/x",
        "postgresql://a:b${C}@db/x",
        "postgresql://db/x?user=a&password=hunter2",
        "postgresql://a:${C}@db/x?sslpassword=hunter2",
    ],
)
def test_a_password_in_the_stores_address_is_refused(tmp_path: Path, store: str) -> None:
    told = faults(tmp_path, f"store: {store}\n")
    assert len(told) == 1
    assert "数据库的口令写在了文件里" in told[0]
    assert "hunter2" not in told[0]


@pytest.mark.parametrize(
    "store",
    ["postgresql://db/x", "postgresql://a@db/x", "postgresql://db/x?password=${C}", "${STORE}", "sqlite:///x.db"],
)
def test_addresses_of_stores_without_secrets_are_taken(tmp_path: Path, store: str) -> None:
    assert settings(tmp_path, f"store: {store}\n").store == store


@pytest.mark.parametrize("day", ["2026-03-15", '"2026-03-15"', "2026-3-15", '"2026-3-15"'])
def test_a_deadline_needs_no_quotes(tmp_path: Path, day: str) -> None:
    assert settings(tmp_path, f"deadline: {day}\n").deadline == date(2026, 3, 15)


@pytest.mark.parametrize("day", ["20260315", "2026年3月15日", "明天", "2026-13-01", "[2026, 3]", "2026-03-15 10:00"])
def test_what_is_no_date_is_told_once(tmp_path: Path, day: str) -> None:
    told = faults(tmp_path, f"deadline: {day}\n")
    assert len(told) == 1
    assert "不是日期" in told[0]


@pytest.mark.parametrize("text", ["", "# 还没有写\n\n#office: x\n", "\ufeff# 说明\n"])
def test_a_file_without_any_setting_sets_nothing(tmp_path: Path, text: str) -> None:
    assert settings(tmp_path, text) == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- office\n", "设置 — 设置应当是一组键和值"),
        ("office: a\n---\noffice: b\n", "一个文件只写一份设置"),
        ("---\n", "没有要设置的就删去 --- 一行"),
        ("office: [\n", "jixiao.yaml:2"),
    ],
)
def test_a_file_that_is_no_settings_says_so(tmp_path: Path, text: str, told: str) -> None:
    assert told in "\n".join(faults(tmp_path, text))


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "jixiao.yaml").write_bytes("office: 示例市财政局\n".encode("gbk"))
    with pytest.raises(JixiaoError, match="不是 UTF-8 编码"):
        find_settings(tmp_path)


def test_the_offices_own_form_may_be_named(tmp_path: Path) -> None:
    own(tmp_path)
    assert [settings(tmp_path, f"forms: [{name}]\n").forms for name in ("my_plan", "x9")] == [("my_plan",), ("x9",)]


def own(folder: Path, text: str = "") -> None:
    (folder / "specs").mkdir()
    plan = """form: my_plan
aliases: [X9]
title: 我的表
edition: 2026
measure: 万元
columns: [20, 20]
sections:
  - {key: head, spans: [1], lines: [[{label: 项目名称, key: project, prefill: subject.name}]]}
"""
    (folder / "specs" / "我的表.yaml").write_text(text or plan, encoding="utf-8")


def test_faults_of_own_forms_are_told_with_those_of_the_settings(tmp_path: Path) -> None:
    own(tmp_path, "form: my_plan\n")
    told = faults(tmp_path, "forms: [my_plan]\nyaer: 2026\n")
    assert any(line.startswith("jixiao.yaml:2:1 yaer") for line in told)
    assert any(line.startswith("我的表.yaml:1:1 title") for line in told)
    assert not any("没有名为" in line for line in told)


def test_a_faulty_form_of_ones_own_says_how_to_check_it_alone(tmp_path: Path) -> None:
    own(tmp_path, "form: my_plan\n")
    (tmp_path / "jixiao.yaml").write_text("year: 2026\nforms: [S0]\n", encoding="utf-8")
    for opening in (lambda: load_settings(tmp_path / "jixiao.yaml"), lambda: find_workspace(tmp_path)):
        with pytest.raises(SpecError) as caught:
            opening()
        assert caught.value.hint == Advice.CHECK_OWN_SPECS
        assert "jixiao check specs/我的表.yaml；" in error_text(caught.value)
    with pytest.raises(SpecError) as caught:
        settings(tmp_path, "yaer: 2026\n")
    assert caught.value.hint == ""


def spoken(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[str]:
    """The settings of one part as the page names them."""
    yield from (".".join((*path, name)) for name in model.model_fields if (*path, name) not in PARTS)


def test_the_page_explains_every_setting_and_every_column() -> None:
    page = PAGE.read_text(encoding="utf-8") + PAGE.with_name("limits.md").read_text(encoding="utf-8")
    names = [name for path, model in PARTS.items() for name in spoken(model, path)]
    assert len(names) > 20
    assert [name for name in (*names, "mail") if f"| `{name}` |" not in page] == []
    columns = [*AGENCY_COLUMNS, *PROJECT_COLUMNS]
    assert [column.label for column in columns if f"| {column.label} | `{column.key}` |" not in page] == []


def test_every_setting_is_described() -> None:
    fields = [field for model in PARTS.values() for field in model.model_fields.values()]
    assert all(field.description for field in fields)
