"""A season of many agencies, command by command: `python benchmarks/season.py [agencies] [--jobs N]`.

Issues S0 to a roster, fills the blanks (a few by openpyxl, the others stamped from those), takes half of them from
files and half from e-mails, and then everything else that an office does. Every command runs in its own process; the
peers run in this one, in the same run, over a part of the same files.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from jixiao_xlsx.mail.letters import Attachment, Letter, eml_of
from jixiao_xlsx.season.demo.samples import fill_sample
from jixiao_xlsx.season.single.one_blank import Order, Party, issue_blank
from jixiao_xlsx.season.workspace.workspace import open_workspace
from jixiao_xlsx.spec.catalogue import find_form
from jixiao_xlsx.spec.samples import all_samples

FORM, OFFICE = "S0", "示例市财政局"
NOBODY = Party("QZCODEZQ", "QZ样板单位ZQ")
NO_ISSUE = "QZISSUEZQ"
AMOUNT = ("funds", "general", "amount")
MAILED = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEER_FILES = 40
DAYS = ("--on", "2026-03-20")


@dataclass(frozen=True, slots=True)
class Run:
    """One command: what it took, by the clock and of processors, and the most memory of its largest process."""

    wall: float
    cpu: float
    peak: int


def command(folder: Path, *arguments: str) -> Run:
    """`jixiao …` in a folder, in a process of its own; filings that must go back are no failure."""
    start = time.perf_counter()
    line = [sys.executable, "-m", "jixiao_xlsx", *arguments]
    with (folder / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(line, cwd=folder, stdout=printed, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(line)}\n{(folder / 'printed.txt').read_text(errors='replace')}")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def lay_out_season(folder: Path, agencies: int) -> None:
    """A workspace with that many agencies, a tenth of them above the others."""
    (folder / "store").mkdir(parents=True)
    settings = f"office: {OFFICE}\nyear: 2026\nforms:\n  - {FORM}\ndeadline: 2026-03-15\ncorrection_days: 5\n"
    (folder / "jixiao.yaml").write_text(settings, encoding="utf-8")
    lines = ["单位编码,单位名称,上级单位编码,联系人,邮箱,表,对口科室,曾用编码或名称"]
    tops = max(agencies // 10, 1)
    for number in range(agencies):
        parent = "" if number < tops else f"{1000 + number % tops}"
        lines.append(f"{1000 + number},示例市第{number}单位,{parent},,d{number}@example.cn,,示例科,")
    (folder / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def templates() -> list[dict[str, bytes]]:
    """The members of a few filled workbooks of an agency that is nobody: two with mistakes, four without."""
    sample = next(example for example in all_samples() if find_form(FORM).form == example.form or example.form == FORM)
    blank = issue_blank(Order(find_form(FORM), 2026, NOBODY, office=OFFICE, issue=NO_ISSUE))
    wrong = {**sample.typed, AMOUNT: "约九十"}
    texts = [wrong, wrong, sample.clean, sample.clean, sample.clean, sample.clean]
    return [members(fill_sample(blank, typed)) for typed in texts]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def stamped(template: dict[str, bytes], agency: Party, issue: str) -> bytes:
    """A filled workbook as another agency would have sent it."""
    changes = [(NOBODY.code, agency.code), (NOBODY.name, agency.name), (NO_ISSUE, issue)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in template.items():
            text = content
            for old, new in changes:
                text = text.replace(old.encode(), escape(new).encode())
            package.writestr(name, text)
    return out.getvalue()


def answer(folder: Path) -> tuple[Path, Path]:
    """Every agency's filing: those with even numbers in a folder of files, the others in e-mails."""
    workspace = open_workspace(folder)
    filled = templates()
    files, mails = folder / "文件", folder / "邮件"
    files.mkdir()
    mails.mkdir()
    with workspace.open_store() as store:
        issues = {fact.identity.agency: fact.issue for fact in store.issued()}
    for number, agency in enumerate(workspace.roster.agencies):
        data = stamped(filled[number % len(filled)], Party(agency.code, agency.name), issues[agency.code])
        name = f"{agency.code}_{agency.name}.xlsx"
        if number % 2:
            attached = (Attachment(name, data),)
            letter = Letter("报送", "", ("jx@example.cn",), "报送", "请查收。", attached, sender=agency.email)
            mail = eml_of(letter, date=MAILED + timedelta(minutes=number), draft=False)
            (mails / f"{agency.code}.eml").write_bytes(mail)
        else:
            (files / name).write_bytes(data)
    return files, mails


def timed(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def loaded(paths: Iterable[Path]) -> None:
    """The peer of collecting: openpyxl takes every value of the same files."""
    for path in paths:
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows(values_only=True):
                tuple(row)


def written(paths: Iterable[Path]) -> None:
    """The peer of issuing: openpyxl writes a loaded workbook; the loading is not counted by the caller."""
    for path in paths:
        openpyxl.load_workbook(path).save(io.BytesIO())


def selected(database: Path) -> None:
    """The peer of what reads the whole store: bare sqlite3 fetches every row of what was read."""
    with closing(sqlite3.connect(database)) as connection:
        for table in ("filings", "records", "figures", "findings", "deliveries", "issued"):
            connection.execute(f"SELECT * FROM {table}").fetchall()


def told(name: str, run: Run, count: int, *, peer: str = "", beside: float = 0.0) -> None:
    """One line: what a command took, and, where there is a peer, how many times as long as it by the processor."""
    ratio = f"  {run.cpu / beside:6.2f} × {peer} ({beside:.1f} s)" if beside else ""
    rate = count / run.wall
    print(
        f"{name:22} {run.wall:7.1f} s {run.cpu:7.1f} s CPU {rate:8.1f}/s {run.peak / 2**20:6.0f} MB{ratio}", flush=True
    )


def season(folder: Path, agencies: int, jobs: int) -> None:
    lay_out_season(folder, agencies)
    many = ("--jobs", str(jobs))
    issued = command(folder, "issue", *many)
    files, mails = answer(folder)
    some = sorted(files.iterdir())[:PEER_FILES]
    load = timed(lambda: loaded(some)) / len(some)
    save = timed(lambda: written(some)) / len(some) - load
    told("issue", issued, agencies, peer="openpyxl save", beside=save * agencies)
    told("issue again", command(folder, "issue", *many), agencies)
    for name, source in (("collect files", files), ("collect eml", mails)):
        count = len(list(source.iterdir()))
        told(name, command(folder, "collect", str(source), *many), count, peer="openpyxl load", beside=load * count)
    told("collect again", command(folder, "collect", str(files), str(mails), *many), agencies)
    fetch = timed(lambda: selected(folder / "store/jixiao.db"))
    print(f"store {(folder / 'store/jixiao.db').stat().st_size / 2**20:.1f} MB")
    for name, *arguments in (
        ("status", "status", *DAYS),
        ("status --xlsx --html", "status", *DAYS, "--xlsx", "台账.xlsx", "--html", "台账.html"),
        ("chase", "chase"),
        ("rollup", "rollup"),
        ("overview", "overview"),
        ("export", "export", "--out", "记录.csv"),
    ):
        told(name, command(folder, *arguments), agencies, peer="sqlite3 fetch", beside=fetch)
    returned = agencies // 3
    told(
        "send-back",
        command(folder, "send-back"),
        returned,
        peer="openpyxl load + save",
        beside=(load + save) * returned,
    )
    told("reread", command(folder, "reread", *many), agencies, peer="openpyxl load", beside=load * agencies)


def parsed(folder: Path) -> None:
    """The peer of the lists: csv reads the roster, json writes its lines."""
    with (folder / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        json.dumps(list(csv.DictReader(file)), ensure_ascii=False)


def lists(folder: Path, agencies: int) -> None:
    """The commands that need only the roster, nothing having come yet."""
    lay_out_season(folder, agencies)
    peer = timed(lambda: parsed(folder))
    for name, *arguments in (
        ("roster", "roster"),
        ("status", "status", *DAYS),
        ("status --json", "status", *DAYS, "--json"),
        ("overview", "overview"),
        ("chase", "chase"),
    ):
        told(name, command(folder, *arguments), agencies, peer="csv + json", beside=peer)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agencies", nargs="?", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--lists", action="store_true", help="only what a roster of that many agencies costs")
    parser.add_argument("--keep", type=Path, help="an empty folder to keep the season in")
    asked = parser.parse_args()
    print(f"{asked.agencies} agencies, {FORM}, --jobs {asked.jobs}")
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name) / "season"
        if asked.lists:
            lists(folder, asked.agencies)
        else:
            season(folder, asked.agencies, asked.jobs)


if __name__ == "__main__":
    main()
