"""What five kinds of departments write about: their matters, what they count, and whom they serve."""

from __future__ import annotations

from dataclasses import dataclass

CountedThing = tuple[str, str, int, int]
"""A quantity indicator: its name, its measure, the least and the most that is planned."""


@dataclass(frozen=True, slots=True)
class DepartmentWords:
    """The words of one kind of department."""

    matters: tuple[str, ...]
    counts: tuple[CountedThing, ...]
    rates: tuple[str, ...]
    social: tuple[str, ...]
    lasting: tuple[str, ...]
    served: str


# Quantities with the least and the most that an institution of a city plans in a year.
_EDUCATION = DepartmentWords(
    ("义务教育优质均衡发展", "教师队伍建设", "学前教育普惠发展", "职业教育产教融合", "校园安全管理", "学生体质健康"),
    (
        ("教师培训人次", "人次", 300, 2400), ("开展教研活动", "次", 12, 60), ("改造功能教室", "间", 4, 30),
        ("组织学生体质监测", "人", 800, 9000), ("校园安全检查", "次", 12, 48), ("举办家长课堂", "场", 6, 24),
    ),
    ("教师培训合格率", "学生体质达标率", "校园安全隐患整改率", "设备验收合格率", "资助政策落实率"),
    ("城乡学校办学条件差距缩小", "学生综合素质持续提升"),
    ("教研与培训制度持续完善",),
    "学生和家长",
)  # fmt: skip
_CIVIL = DepartmentWords(
    ("社会救助", "养老服务体系建设", "儿童福利和未成年人保护", "社会组织登记管理", "婚姻和殡葬服务", "区划地名管理"),
    (
        ("发放救助补助人数", "人", 400, 6000), ("居家养老服务人次", "人次", 1200, 20000),
        ("适老化改造户数", "户", 60, 500), ("社会组织年度检查", "家", 80, 400), ("困境儿童走访", "人次", 120, 900),
        ("开展志愿服务活动", "场", 12, 60),
    ),
    ("救助资金按时发放率", "救助对象认定准确率", "婚姻登记合格率", "养老机构检查覆盖率", "投诉办结率"),
    ("困难群众基本生活得到保障", "老年人居家生活便利程度提升"),
    ("救助和养老服务机制长期运行",),
    "服务对象",
)  # fmt: skip
_HEALTH = DepartmentWords(
    ("重大疾病防控", "妇幼健康服务", "院前急救能力建设", "血液安全保障", "基层卫生人才培养", "健康知识普及"),
    (
        ("免费筛查人数", "人", 900, 12000), ("开展健康讲座", "场", 12, 72), ("组织应急演练", "次", 2, 12),
        ("基层医务人员培训", "人次", 120, 1500), ("采集血液人次", "人次", 1500, 16000), ("监督检查单位", "家", 90, 700),
    ),
    ("疫苗接种率", "检测报告准确率", "急救按时到达率", "培训考核合格率", "病案归档合格率"),
    ("居民健康知识知晓程度提升", "重点传染病得到有效控制"),
    ("疾病监测网络持续运行",),
    "就诊群众",
)  # fmt: skip
_CITY = DepartmentWords(
    ("市政道路养护", "城市园林绿化", "城市照明管理", "供水和节水管理", "房屋安全鉴定", "生活垃圾处理"),
    (
        ("整治背街小巷", "条", 6, 40), ("新增绿地面积", "平方米", 3000, 60000), ("维修路灯", "盏", 200, 4000),
        ("鉴定房屋", "栋", 30, 260), ("管网检测长度", "公里", 12, 120), ("巡查道路里程", "公里", 120, 900),
    ),
    ("设施完好率", "工程验收合格率", "路灯亮灯率", "水质检测合格率", "案件按期办结率"),
    ("市民出行条件改善", "城市环境面貌提升"),
    ("管护责任制度长期落实",),
    "市民",
)  # fmt: skip
_CULTURE = DepartmentWords(
    ("公共文化服务", "文物保护利用", "全民阅读推广", "群众文艺创作", "全民健身服务", "旅游宣传推广"),
    (
        ("举办展览", "场", 6, 30), ("开展阅读推广活动", "场", 24, 120), ("接待读者人次", "人次", 20000, 260000),
        ("巡查文物点", "处", 30, 180), ("组织文艺演出", "场", 12, 80), ("体育场馆开放天数", "天", 280, 340),
    ),
    ("活动按计划完成率", "藏品完好率", "设备正常运行率", "图书借阅归还率", "文物巡查覆盖率"),
    ("群众文化生活更加丰富", "本地旅游知名度提升"),
    ("公共文化场馆免费开放机制长期运行",),
    "读者和观众",
)  # fmt: skip
_BY_BRANCH = {"101": _EDUCATION, "202": _CIVIL, "303": _HEALTH, "404": _CITY, "505": _CULTURE}

DUTIES = (
    "拟订{matter}的年度计划和服务规范，组织实施并开展业务指导。",
    "承担{matter}的日常管理工作，定期检查并公布检查结果。",
    "负责{matter}方面的数据统计、信息报送和档案管理。",
    "组织{matter}方面的业务培训、宣传和对外交流。",
    "协调有关部门推进{matter}，办理上级交办的其他事项。",
)
GOALS = (
    "{matter}按年度计划推进，重点任务按期完成，经费使用合规，{served}得到实惠。",
    "{matter}的管理更加规范，检查发现的问题全部整改到位，服务水平进一步提高。",
    "{matter}的基础数据完整准确，信息报送及时，为决策提供可靠依据。",
    "{matter}方面的队伍能力得到加强，宣传覆盖面扩大，社会参与程度提高。",
    "{matter}的部门协作机制有效运行，{served}反映的问题及时得到办理。",
)
REPORT = {
    "overview.duties": "本部门主要承担{first}、{second}等工作，内设办公室、业务科、财务科，按职责分工开展工作。",
    "overview.tasks": "按照年度工作要点，以{first}为重点，统筹推进{second}，各项任务分解到科室、明确到时间。",
    "overview.goals": "全年围绕{first}和{second}设定数量、质量、时效、成本和效益指标，目标与预算同时编报、同时批复。",
    "overview.management": "成立自评工作组，制定自评方案，逐项核对佐证材料，对照指标体系打分，并形成自评结论。",
    "overview.execution": "预算由财政拨款安排为主，执行中严格按进度拨付，追加事项均履行了审批程序，年末没有违规结转。",
    "achieved.done": "{first}完成了年度计划的全部任务，{second}按季度组织检查，发现的问题均已整改，台账资料齐全。",
    "achieved.effect": "{first}的服务能力有所提高，{second}的覆盖面扩大，{served}办事更加方便，社会反映良好。",
    "achieved.satisfaction": "委托第三方开展问卷调查，{served}总体评价较好；相关制度和设施可以持续发挥作用。",
    "problems.causes": "个别项目前期论证不够充分，采购周期较长，导致上半年支出进度偏慢；部分指标还不够细化。",
    "problems.remedy": "提前做好项目储备和采购准备，按月通报支出进度；修订指标体系，把{second}的要求细化到季度。",
    "application": "自评结果用于改进{first}的管理和安排下年度预算，自评报告随决算在门户网站公开。",
}


def work_of(agency_code: str) -> DepartmentWords:
    """The words of an agency, by the department that its code begins with; of an unknown one, those of the first."""
    # The first three digits are the department's.
    return _BY_BRANCH.get(agency_code[:3], _EDUCATION)
