"""What the command line says where the season gives advice: the same, with the command and the option to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from jixiao_xlsx.advice import Advice, Advised
from jixiao_xlsx.errors import Fault, JixiaoError, SpecError

# A test compares the members: every advice has its sentence here.
WORDS: Mapping[Advice, str] = MappingProxyType(
    {
        Advice.MAKE_WORKSPACE: "请先新建：jixiao init 2026；或进入已有的工作目录再运行",
        Advice.MAKE_ROSTER: "请把单位名录放在工作目录里，或用 jixiao init 生成一份照着改",
        Advice.CHECK_OWN_SPECS: "改好以后先单独检查：jixiao check {files}；暂时不用的表样请移出 specs 文件夹",
        Advice.SET_PASSWORD: "Windows 请运行 set {name}=口令，Linux 请运行 export {name}=口令，再运行本命令",
        Advice.SET_UP_SMTP: "请在 jixiao.yaml 里写 mail: smtp:；或不加 --send，用生成的 .eml 发送",
        Advice.RESTORE_STORE: "请把库放回原处或从备份恢复；要重新建库的，先把 store 文件夹改名，再运行 jixiao collect",
        Advice.GIVE_SPEC: "请用 --spec 给出它的表样",
        Advice.SAY_YEAR: "请写 --year，例如 --year 2026；在工作目录里可以不写",
        Advice.LEAVE_OUT_SUBJECT: "请去掉 --subject；或只写按项目填报的表，例如 P1",
        Advice.SAY_WHICH_ROWS: '请写明哪一组要几行，例如 --rows "duties[*]=12"；各组的键见 jixiao draw',
        Advice.FILLED_BLANK: "请写单位填过的那份空表：jixiao issue --from 填好的.xlsx",
        Advice.LEAVE_OUT_ROWS: "可写：没有，请不要写 --rows",
        Advice.ISSUE_TO_ROSTER: "请用 jixiao issue 给单位名录下发",
        Advice.ISSUE_BLANKS: "请用 jixiao issue 下发空表",
        Advice.SEE_BOXES: "请用 jixiao draw 核对键",
        Advice.SEE_LABELS: "标签照表上写，上下级之间用 ·；各格的标签和键见 jixiao draw",
        Advice.SEE_KEYS: "键见 jixiao read --json，例如 funds.total",
        Advice.SEE_CODES: "全部代码见 jixiao explain",
        Advice.COLLECT_FIRST: "请先收件：jixiao collect",
        Advice.COLLECT_OR_GIVE_FILES: "请先收件：jixiao collect 收件文件夹；或在命令里写出文件",
        Advice.REPORT_FROM_S4: "自评报告由 S4 表生成，请给出交回的 S4 填报件，或先 jixiao collect",
        Advice.READ_FINDINGS: "请用 jixiao read 看它的审核意见",
        Advice.SEE_ROSTER: "请写单位编码；jixiao roster 列出名录里的单位",
        Advice.NAME_CODE: "请同时写 --code，例如 --code R02",
        Advice.WAIVE_INSTEAD: "收到填报件以后才能审核或更正；免报请用 jixiao waive",
        Advice.SEE_NEWEST: "请看过以后再定：jixiao diff {reference}；jixiao decide {reference} 通过或退回",
        Advice.UNDO_FIRST: "意见不同的请先商量；要改，先撤回那个结论：jixiao undo {act} --why 理由，再下结论",
        Advice.SEE_ACTS: "jixiao undo 不写编号，就列出最近办的事和编号",
        Advice.SAY_WHERE: "请用 jixiao assign 归入一份，例如 jixiao assign 3f9a1c 101/S0 --why 电话问过",
        Advice.NAME_FILE: "请写校验和的前 6 位以上或文件名；jixiao status 列出待确认的来件",
        Advice.PLACE_FIRST: "请先用 jixiao take、assign 或 reject 说明来件是谁的，见 jixiao status",
        Advice.SAY_WHO: "请用 --who 写上姓名：每件事都记着是谁办的",
        Advice.SAY_WHY: "请用 --why 写明理由，以备查考",
        Advice.DECIDE_AGAIN: "请重新下结论（jixiao decide {reference} 通过或退回）",
        Advice.DECIDE_FIRST: "请先写审核结论：jixiao decide；或用 --all 生成每份最新的",
        Advice.GIVE_FILES_TO_PUBLISH: "请写文件：jixiao publish 交回/*.xlsx；或进入工作目录再运行",
        Advice.NARROW_LESS: "请核对 --agency 和 --form；jixiao status 列出收到的各份",
        Advice.GIVE_TWO_FILES: "请写两个文件：jixiao diff 旧.xlsx 新.xlsx",
        Advice.NAME_FORMAT: "请用 .jsonl、.csv、.parquet 结尾，或写 --format csv",
        Advice.ANOTHER_PLACE: "请换一个文件夹（-o），或先移走原来的文件",
        Advice.ANOTHER_FOLDER: "请换一个文件夹（-o），或先移走它",
    }
)


def worded(text: str) -> str:
    """A hint in the command line's words where it is an advice, else as it is."""
    if isinstance(text, Advised):
        return WORDS[text.advice].format_map(text.facts)
    return WORDS[text] if isinstance(text, Advice) else text


def worded_fault(fault: Fault) -> Fault:
    """A fault whose remedy is said in the command line's words."""
    return replace(fault, write=worded(fault.write))


def error_text(error: Exception) -> str:
    """An error as one message: what is wrong, all faults of it, and what to do; one that is not ours as it is."""
    if not isinstance(error, JixiaoError):
        return str(error)
    faults = error.faults if isinstance(error, SpecError) else ()
    message = "\n".join(str(worded_fault(fault)) for fault in faults) if faults else error.message
    return f"{message}\n  → {worded(error.hint)}" if error.hint else message
