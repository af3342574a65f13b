"""What to do next, said so that it holds on every front; a front with words of its own (a command, a button) says them.

An advice is a text, its neutral sentence, and goes wherever a hint goes. A front that knows it by its member puts its
own sentence in its place; `cli/wording.py` does so for the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique


# unique: two members with one sentence would be one member, and a front could not tell them apart.
@unique
class Advice(StrEnum):
    """Each thing that people are told to do, as its neutral sentence: no command, no option, no button."""

    MAKE_WORKSPACE = "请先新建一个年度的工作目录，或进入已有的工作目录"
    MAKE_ROSTER = "请把单位名录放在工作目录里，或新建一个工作目录，照里面的样例写"
    CHECK_OWN_SPECS = "改好以后先单独检查这些表样；暂时不用的表样请移出 specs 文件夹"
    SET_PASSWORD = "请在环境变量里写好口令，再试一次"
    SET_UP_SMTP = "请在 jixiao.yaml 里写 mail: smtp:；或只生成信（.eml），自己发送"
    RESTORE_STORE = "请把库放回原处或从备份恢复；要重新建库的，先把 store 文件夹改名，再重新收件"

    GIVE_SPEC = "请给出它的表样"
    SAY_YEAR = "请写明年度，例如 2026；在工作目录里可以不写"
    LEAVE_OUT_SUBJECT = "请不要写项目；或只写按项目填报的表，例如 P1"
    SAY_WHICH_ROWS = "请写明哪一组要几行，例如 duties[*]=12"
    FILLED_BLANK = "请给出单位填过的那份空表（.xlsx、.xls、.ods）"
    LEAVE_OUT_ROWS = "这张表的行数不能增减，请不要写行数"
    ISSUE_TO_ROSTER = "请按单位名录下发空表"
    ISSUE_BLANKS = "请使用本程序下发的空表"
    SEE_BOXES = "请在版面里核对键"
    SEE_LABELS = "标签照表上写，上下级之间用 ·；各格的标签和键见版面"
    SEE_KEYS = "键见读取的结果，例如 funds.total"
    SEE_CODES = "请在审核意见的目录里核对代码"

    COLLECT_FIRST = "请先收件"
    COLLECT_OR_GIVE_FILES = "请先收件，或直接给出文件"
    REPORT_FROM_S4 = "自评报告由 S4 表生成，请给出交回的 S4 填报件，或先收件"
    READ_FINDINGS = "请看它的审核意见"
    SEE_ROSTER = "请写单位编码，单位名录里有全部单位"
    NAME_CODE = "请同时写意见代码，例如 R02"
    WAIVE_INSTEAD = "收到填报件以后才能审核或更正；免报请办豁免"
    SEE_NEWEST = "请看过现在算数的版本再定"
    UNDO_FIRST = "意见不同的请先商量；要改，先撤回那个结论，再下结论"
    SEE_ACTS = "请写操作记录里列出的编号"
    SAY_WHERE = "请写明它是哪个单位的哪张表，归入那一份"
    NAME_FILE = "请写校验和的前 6 位以上或文件名，待确认的来件列在报送台账后面"
    PLACE_FIRST = "请先说明这份来件是谁的：照收、归入别的一份，或不收"
    SAY_WHO = "请写上姓名：审核、更正、退回等每件事都记着是谁办的"
    SAY_WHY = "请写明理由，以备查考"
    DECIDE_AGAIN = "请重新下结论"
    DECIDE_FIRST = "请先写审核结论；或生成每份最新的，不论是否通过"
    GIVE_FILES_TO_PUBLISH = "请给出文件；或进入工作目录再试"
    NARROW_LESS = "请核对单位和表；报送台账列出收到的各份"
    GIVE_TWO_FILES = "请给出两个文件"
    NAME_FORMAT = "请用 .jsonl、.csv、.parquet 结尾，或另写明格式"
    ANOTHER_PLACE = "请换一个文件夹，或先移走原来的文件"
    ANOTHER_FOLDER = "请换一个文件夹，或先移走它"

    def about(self, **facts: str) -> Advised:
        """The advice with what a front may need to say it: which filing, which files."""
        return Advised(self, facts)


class Advised(str):
    """An advice with its facts; as a text it is the neutral sentence, which does without them."""

    advice: Advice
    facts: Mapping[str, str]

    # A str, so that whatever takes a hint takes an advice.
    def __new__(cls, advice: Advice, facts: Mapping[str, str]) -> Advised:
        made = super().__new__(cls, advice.value)
        made.advice, made.facts = advice, dict(facts)
        return made

    def __getnewargs__(self) -> tuple[Advice, Mapping[str, str]]:  # type: ignore[override]  # str's own holds a text
        """What a copy is made from: errors travel between processes."""
        return self.advice, self.facts
