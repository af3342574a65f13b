"""The cast: forty invented agencies under five departments of an invented city, and the projects they report on."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao_xlsx.model.season.roster import Agency, Project, Roster

CITY = "示例市"


@dataclass(frozen=True, slots=True)
class _Branch:
    """A department 主管部门 and the institutions below it, each with the address it writes from."""

    code: str
    name: str
    box: str
    section: str
    below: tuple[tuple[str, str], ...]


# Codes of three digits and six, as budget systems number departments and what is below them.
_BRANCHES = (
    _Branch("101", "教育局", "jyj", "教科文科", (
        ("第一实验学校", "dysyxx"), ("教育考试中心", "jyksy"), ("特殊教育学校", "tjxx"), ("职业技术学校", "zyjsxx"),
        ("青少年活动中心", "qsnhdzx"), ("教师发展中心", "jsfzzx"), ("学前教育指导中心", "xqjyzx"),
    )),
    _Branch("202", "民政局", "mzj", "社会保障科", (
        ("社会福利院", "shfly"), ("救助管理站", "jzglz"), ("殡葬服务中心", "bzfwzx"), ("居家养老服务中心", "jjylzx"),
        ("慈善事务中心", "csswzx"), ("婚姻登记中心", "hydjzx"), ("儿童福利指导中心", "etflzx"),
    )),
    _Branch("303", "卫生健康委员会", "wjw", "社会保障科", (
        ("疾病预防控制中心", "jkzx"), ("中心血站", "zxxz"), ("妇幼保健院", "fybjy"), ("急救中心", "jjzx"),
        ("人民医院", "rmyy"), ("健康教育所", "jkjys"), ("卫生监督所", "wsjds"),
    )),
    _Branch("404", "住房和城乡建设局", "zjj", "经济建设科", (
        ("市政设施管理中心", "szsszx"), ("园林绿化中心", "yllhzx"), ("城市照明中心", "cszmzx"),
        ("房屋安全鉴定中心", "fwjdzx"), ("供水节水中心", "gsjszx"), ("环境卫生中心", "hjwszx"),
        ("建设工程质量站", "gczlz"),
    )),
    _Branch("505", "文化广电和旅游局", "wlj", "教科文科", (
        ("图书馆", "tsg"), ("文化馆", "whg"), ("博物馆", "bwg"), ("美术馆", "msg"), ("体育场馆中心", "tycgzx"),
        ("旅游推广中心", "lytgzx"), ("文物保护所", "wwbhs"),
    )),
)  # fmt: skip
# Two were renamed and renumbered since: their filings come under the old names.
_FORMER = {"202005": ("202105", "示例市慈善会办公室"), "505006": ("505106", "示例市旅游服务中心")}
_PROJECTS = (
    ("101001", "校园体育设施改造"), ("101004", "实训基地设备更新"), ("202", "困难家庭临时救助"),
    ("202004", "居家适老化改造"), ("303001", "重点人群免费筛查"), ("303002", "无偿献血宣传招募"),
    ("404001", "背街小巷整治"), ("404002", "口袋公园建设"), ("404003", "路灯节能改造"),
    ("404006", "生活垃圾分类"), ("505001", "流动图书车进社区"), ("505003", "馆藏文物数字化"),
)  # fmt: skip


def cast(year: int) -> Roster:
    """The roster of a season: five departments with seven institutions each, two of them renamed since, and twelve
    projects; the projects' codes begin with the year they were spent in, the one before the season's."""
    agencies = tuple(agency for branch in _BRANCHES for agency in _agencies(branch))
    # Three digits for the projects of a year.
    projects = tuple(
        Project(f"{year - 1}{number:03}", f"{name}项目", agency) for number, (agency, name) in enumerate(_PROJECTS, 1)
    )
    return Roster(agencies, projects)


def _agencies(branch: _Branch) -> tuple[Agency, ...]:
    department = Agency(
        branch.code, f"{CITY}{branch.name}", "", "办公室财务岗", f"{branch.box}@shili.example", (), branch.section
    )
    below = (
        Agency(
            f"{branch.code}{number:03}",
            f"{CITY}{name}",
            branch.code,
            "财务岗",
            f"{box}@{branch.box}.shili.example",
            (),
            branch.section,
            _FORMER.get(f"{branch.code}{number:03}", ()),
        )
        for number, (name, box) in enumerate(branch.below, 1)
    )
    return (department, *below)
