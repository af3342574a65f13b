"""What an agency is asked to do about what cannot be read, by what came and by the finding that refused it."""

from __future__ import annotations

from types import MappingProxyType

from jixiao_xlsx.model.season.delivery import ArrivalReason

REMEDIES = MappingProxyType(
    {
        ArrivalReason.SCAN: "请发可编辑的表（下发的空表填好后的 .xlsx 文件），不是扫描件；盖了章的扫描件可以一并附上。",
        ArrivalReason.PICTURE: "请发可编辑的表（下发的空表填好后的 .xlsx 文件），不是照片或截图。",
        ArrivalReason.DOCUMENT: "请在下发的 Excel 空表里填报，不用 Word 等文档。",
        ArrivalReason.PRINTED: "请发可编辑的表（下发的空表填好后的 .xlsx 文件），不是 OFD 一类的版式文件。",
        ArrivalReason.APPLE: "请用 Excel 或 WPS 填下发的空表；已用 Numbers 填好的，请“导出为 Excel”后发来。",
        ArrivalReason.OTHER: "请把下发的空表填好，将 .xlsx 文件作为附件发来。",
        ArrivalReason.BARE: "来信没有附件，请把填好的表作为附件重新发来。",
        ArrivalReason.CLOUD: "请把附件直接发来，不用网盘链接；文件太大的，请去掉图片，或分几封信发。",
        ArrivalReason.TNEF: "请改用普通格式重发（收到的是 winmail.dat）：在 Outlook 里把邮件格式设为“纯文本”或“HTML”，"
        "或把表压缩成 .zip 后再发。",
        ArrivalReason.LOCKED: "请去掉密码后重新发来。",
        ArrivalReason.ENCIPHERED: "请不要加密邮件，按普通邮件重新发来。",
        ArrivalReason.UNOPENED: "请重新打包成 .zip（不设密码、不分卷）发来，或直接附上填好的表。",
        ArrivalReason.TOO_LARGE: "请只发填好的表，图片和别的材料另外发。",
    }
)
"""By what came in place of a form."""

FINDING_REMEDIES = MappingProxyType(
    {
        "F02": "文件过大的：请删去表里的图片和多余的工作表后重新发来。",
        "F05": "格式不能读的：请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后重新发来。",
        "F06": "有密码的：请去掉密码后重新发来。",
        "F07": "打不开的：请在原来的电脑上打开核对，另存为 .xlsx 后重新发来。",
        "S06": "几个单位（项目）合在一本工作簿里的：请一个单位（项目）一个工作簿，分开发来。",
    }
)
"""By the code of the finding for which a workbook was refused; of these the blank need not be filled in anew."""
