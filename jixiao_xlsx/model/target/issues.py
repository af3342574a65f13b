"""What is doubtful about a target, as codes with Chinese messages; an issue is advice, the raw text stays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TargetIssueCode(StrEnum):
    """Stable codes; the message of each stands in `MESSAGES`."""

    COMPOUND = "compound"
    MISSING_MEASURE = "missing_measure"
    INHERITED_MEASURE = "inherited_measure"
    INHERITED_LABEL = "inherited_label"
    UNMEASURABLE = "unmeasurable"
    PERCENT_OVER_100 = "percent_over_100"
    AMBIGUOUS_FRACTION = "ambiguous_fraction"
    RATIO = "ratio"
    DIRECTION_AGAINST_NAME = "direction_against_name"
    DIRECTION_AGAINST_SPEC = "direction_against_spec"
    OPERATOR_CONFLICT = "operator_conflict"
    MEASURE_CONFLICT = "measure_conflict"
    NUMBER_FOR_WORDS = "number_for_words"
    WORDS_FOR_NUMBER = "words_for_number"
    OPEN_RANGE_END = "open_range_end"
    REVERSED_RANGE = "reversed_range"
    NUMBER_HYGIENE = "number_hygiene"
    ODD_SIGN = "odd_sign"
    NUMBER_TOO_LONG = "number_too_long"
    YEAR_UNKNOWN = "year_unknown"
    YEAR_DIFFERS = "year_differs"
    AMBIGUOUS_DEADLINE = "ambiguous_deadline"
    SEVERAL_DATES = "several_dates"
    UNRESOLVED_DATE = "unresolved_date"
    IMPOSSIBLE_DATE = "impossible_date"
    UNKNOWN_WORDING = "unknown_wording"
    UNREAD_TEXT = "unread_text"
    BLANK = "blank"


MESSAGES: tuple[tuple[TargetIssueCode, str], ...] = (
    (TargetIssueCode.COMPOUND, "一格写了多个指标值，请拆成多行，每行一个"),
    (TargetIssueCode.MISSING_MEASURE, "缺计量单位，请写明，例如：≥500人"),
    (TargetIssueCode.INHERITED_MEASURE, "本项未写计量单位，暂按同格其他项理解，请写明"),
    (TargetIssueCode.INHERITED_LABEL, "本项未写名称，暂按前一项理解，请写明"),
    (TargetIssueCode.UNMEASURABLE, "无法考核，请改为可衡量的数值、等级或日期"),
    (TargetIssueCode.PERCENT_OVER_100, "这类比率不应超过100%"),
    (TargetIssueCode.AMBIGUOUS_FRACTION, "看不出是小数还是百分数，请写成百分数，例如：95%"),
    (TargetIssueCode.RATIO, "比例写法不能直接考核，请换算成百分数或倍数"),
    (TargetIssueCode.DIRECTION_AGAINST_NAME, "比较方向与指标名称相反，请核对"),
    (TargetIssueCode.DIRECTION_AGAINST_SPEC, "比较方向与表中规定的指标方向相反，请核对"),
    (TargetIssueCode.OPERATOR_CONFLICT, "前后两个比较词互相矛盾，请只保留一个"),
    (TargetIssueCode.MEASURE_CONFLICT, "值里写的计量单位与单位栏不同，请只保留一个"),
    (TargetIssueCode.NUMBER_FOR_WORDS, "符号选了“定性”，值却是数，请改选比较符号，或者写成定性的要求"),
    (TargetIssueCode.WORDS_FOR_NUMBER, "符号是比较符号，值却不是数，请填数，或者改选“定性”"),
    (TargetIssueCode.OPEN_RANGE_END, "区间端点写的是不含，暂按含端点记录"),
    (TargetIssueCode.REVERSED_RANGE, "区间前大后小，请核对"),
    (TargetIssueCode.NUMBER_HYGIENE, "数字中间有空格或全角逗号，请去掉"),
    (TargetIssueCode.ODD_SIGN, "书名号当作了比较符号，暂按≥或≤理解，请改用≥或≤"),
    (TargetIssueCode.NUMBER_TOO_LONG, "数字过长，不能作为指标值"),
    (TargetIssueCode.YEAR_UNKNOWN, "日期没有写年份，也不知道填报年度"),
    (TargetIssueCode.YEAR_DIFFERS, "日期的年份与填报年度不同，请核对"),
    (TargetIssueCode.AMBIGUOUS_DEADLINE, "“前”是否含本期不明，暂按含本期理解，请写明几月几日"),
    (TargetIssueCode.SEVERAL_DATES, "一格写了多个日期，只记最后一个，请分行填写"),
    (TargetIssueCode.UNRESOLVED_DATE, "时点不固定，请写明几月几日"),
    (TargetIssueCode.IMPOSSIBLE_DATE, "没有这个日期，请核对年、月、日"),
    (TargetIssueCode.UNKNOWN_WORDING, "用语不在已知之列，暂按定性理解，请核对"),
    (TargetIssueCode.UNREAD_TEXT, "这段文字没有读入指标值"),
    (TargetIssueCode.BLANK, "指标值为空"),
)


@dataclass(frozen=True, slots=True)
class TargetIssue:
    """One doubt: its code, the words it is about, and the part it belongs to (from 0), or None for the whole."""

    code: TargetIssueCode
    found: str = ""
    part: int | None = None

    @property
    def message(self) -> str:
        """The Chinese message of the code."""
        return next(words for code, words in MESSAGES if code is self.code)

    def as_dict(self) -> dict[str, str | int | None]:
        """Plain data for JSON."""
        return {"code": str(self.code), "found": self.found, "part": self.part, "message": self.message}
