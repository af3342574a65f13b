"""Measures 计量单位: an open list, classifiers that may follow any number, and money in 元."""

from __future__ import annotations

from decimal import Decimal

from jixiao_xlsx.model.target.numerals import SCALES, scaled
from jixiao_xlsx.model.target.pattern import CHINESE, one_of
from jixiao_xlsx.model.target.words import POST

# Found behind numbers in public forms. Open on purpose: up to three unknown characters before an end count as one as
# well.
_COUNTED = (
    "个 家 户 名 人 位 件 份 次 场 期 项 篇 部 本 册 台 套 辆 架 座 所 处 间 栋 幢 条 张 幅 块 片 根 株 棵 头 "
    "只 羽 尾 匹 批 起 宗 例 笔 单 门 节 堂 班 组 队 支 枚 把 盏 面 口 眼 孔 床 颗 粒 袋 箱 瓶 桶 盒 包 卷 轮 "
    "届 回 趟 类 种 款 级 分 点 倍 成 步 页 字 村 校 人次 户次 车次 班次 台次 件次 场次 批次 架次 艘次 艘 "
    "人天 人日 人月 台套 台班 课时 学时 学分 标段 车位 床位 公里 千米 海里 里 米 厘米 毫米 微米 分米 平方米 "
    "平方公里 平方千米 平米 立方米 立方 方 公顷 亩 千克 公斤 斤 吨 克 毫克 微克 升 毫升 千瓦 兆瓦 瓦 千瓦时 "
    "度 吉瓦 千伏 伏 分贝 摄氏度 帕 兆帕 焦耳 标准煤 吨标准煤 标煤 吨标煤 转 页次 机位 工位 盘 碗 餐 顿 代 层 "
    "米2 米3 段 则 档 首 曲 集 对 双 人份 剂次 剂 支次 例次 项次 床日 台件 套件 家次 处次 头次 亩次 字节 兆 "
    "尊 道 股 顶 副 帧 幕 出 百分点 个百分点 平方 延米 延长米 当量 版 折 网格 站 站点 号"
)
_TIMES = (
    "年 个月 周 天 日 日历天 小时 分钟 秒 秒钟 毫秒 工作日 自然日 日历日 学期 学年 季度 季 旬 个工作日 个自然日 "
    "个日历天 个日历日 个小时 个学时 个课时 个学期 个季度 个学年 个周 个年度 周岁 岁"
)
# 个工作日 without its classifier, but 个月, since 月 alone is a month of the calendar.
TIMES = frozenset(measure.removeprefix("个") if measure != "个月" else measure for measure in _TIMES.split())
_MONEY = "元 角 百元 千元 万元 十万元 百万元 千万元 亿元 十亿元 百亿元 万亿元 元整 万元整 美元 万美元 亿美元 港元 欧元"
_LATIN = (
    "kW·h km kg mg g t h m m2 m3 M2 M3 km2 cm mm L l ml mL min s kW MW GW kWh MWh W kV V dB MB GB TB PB Mbps "
    "Gbps ppm ppb ha Pa MPa hPa h/a KM KG k NTU CFU Ah lx rpm μm ug μg Bq"
)
_SIGNS = "% ‰ ‱ ℃ °C 百分比"
_NUMERAL_ONLY = (
    "个 家 户 名 人 位 件 份 次 场 期 项 篇 部 本 册 台 套 辆 座 所 处 栋 幢 条 张 幅 块 株 棵 头 只 批 起 宗 "
    "例 笔 门 节 堂 支 届 回 趟 种 轮 遍 人次 场次 批次 户次 公里 米 平方米 亩 吨 公斤 元 万元 亿元 年 个月 "
    "周 天 日 小时 分钟 工作日 个工作日 倍 成 分 岁 周岁 百分点 个百分点 % 艘"
)

_BOUNDARY = rf"(?=$|[;,、()/\n·]|{POST})"
MEASURES = frozenset([*_COUNTED.split(), *_TIMES.split(), *_MONEY.split(), *_SIGNS.split()])
# 个工作日 is 工作日 with a classifier; 个月 is the measure itself.
_SPLIT = frozenset(measure for measure in MEASURES if measure[0] == "个" and measure not in {"个", "个月"})
_KNOWN = one_of(MEASURES)
# Not before another letter: `m` is a measure in 5m, none in 5max.
_LATIN_KNOWN = f"{one_of(_LATIN.split())}(?![A-Za-z])"
# Words that begin like a measure: 3个项目 is measured in 个, but 3项目 in nothing.
_NOT_CLASSIFIERS = (
    "年级 级标准 类标准 项目 人民 人员 人均 人口 户籍 户均 本级 本年 条件 期间 部门 部分 分之 日常 天然 点位 "
    "次性 成本 校园 校区 村级 村庄 村民 方式 方面 面积 口径 把关 道路 个体 站式 站点 站台 网格员 号线 天候 "
    "单位 组织 班子 队伍 门户 行业 行政 代表 代理 层级 层面 转化 版本 首次 股份 道德 款项 里程"
)
_LONGER = "人口 农户 项目 点位 门店 单位 站点 站台 组织 队伍 网格 村庄"
NUMERAL_MEASURE = one_of(_NUMERAL_ONLY.split())
LATIN_MEASURE = _LATIN_KNOWN
MEASURE = (
    rf"(?:(?!{one_of(_NOT_CLASSIFIERS.split())})(?:{_KNOWN})(?:\((?:{one_of(_COUNTED.split())})\))?"
    rf"|{one_of(_LONGER.split())}|{_LATIN_KNOWN}|(?!{POST}|[至到])[{CHINESE}A-Za-z]{{1,3}}?{_BOUNDARY})"
)
_PER_NAMES = (
    "行政村 自然村 建制村 年度 年 月 周 日 天 季度 季 半年 学期 学年 小时 村 社区 乡镇 镇 街道 县 市 区 校 园 "
    "班 生 学生 车 床 万人 千人 百人 万人口 千人口 百户 千户 万户 平方米 万元 亿元 标准班 团 期 套 站 床日 旬 "
    "组 队 单位 网格"
)
_PER_KNOWN = one_of([*_PER_NAMES.split(), *_COUNTED.split(), *_TIMES.split(), *_MONEY.split()])
PER_UNIT = (
    f"(?:[da](?![A-Za-z])|(?:\\d{{1,3}})?[百千万]{{0,2}}{_PER_KNOWN}|{_LATIN_KNOWN}|"
    f"[{CHINESE}]{{1,4}}?{_BOUNDARY}|\\d{{1,3}}[百千万]{{1,2}})"
)
PER = f"(?:/{PER_UNIT}(?:[/·]{PER_UNIT}){{0,2}}|每{PER_UNIT}(?=$|[;,、)]))"

_YUAN = {"元": "", "元整": "", **{f"{scale}元": scale for scale in SCALES}, "万元整": "万"}


def measure_of(text: str) -> str:
    """The measure itself: 3个工作日 is measured in 工作日, but 3个月 in 个月."""
    if text == "百分比":
        return "%"
    return text[1:] if text in _SPLIT else text


def target_yuan(value: Decimal, measure: str) -> Decimal | None:
    """The amount in 元 where the measure is money, else None: 90 and 万元 → 900000."""
    scale = _YUAN.get(measure)
    if scale is None:
        return None
    return scaled(value, scale) if scale else value
