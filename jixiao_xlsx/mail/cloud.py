"""网盘: files that lie in somebody's cloud and did not come. Known by the hosts of the links and by what the mail
providers write beside them; no link is ever followed."""

from __future__ import annotations

import re
from types import MappingProxyType

# By host, a path only where the host has other uses. The longest first, so that a mailbox is not called a drive.
_HOSTS = MappingProxyType(
    {
        "mail.qq.com/cgi-bin/ftn": "QQ 邮箱超大附件",
        "mail.qq.com/ftn": "QQ 邮箱超大附件",
        "wx.mail.qq.com/ftn": "QQ 邮箱超大附件",
        "wx.mail.qq.com/s": "QQ 邮箱超大附件",
        "exmail.qq.com/cgi-bin/ftn": "腾讯企业邮超大附件",
        "exmail.qq.com/ftn": "腾讯企业邮超大附件",
        "share.weiyun.com": "微云",
        "weiyun.com": "微云",
        "mail.163.com/large-attachment-download": "163 云附件",
        "mail.126.com/large-attachment-download": "126 云附件",
        "dashi.163.com": "网易云附件",
        "fs.163.com": "网易云附件",
        "u.163.com": "网易云附件",
        "file.mail.163.com": "163 云附件",
        "mail.10086.cn/largeattach": "139 邮箱超大附件",
        "mail.sina.com.cn/cgi/filecenter": "新浪邮箱中转站",
        "pan.baidu.com": "百度网盘",
        "yun.baidu.com": "百度网盘",
        "alipan.com": "阿里云盘",
        "aliyundrive.com": "阿里云盘",
        "pan.quark.cn": "夸克网盘",
        "drive.uc.cn": "UC 网盘",
        "pan.xunlei.com": "迅雷云盘",
        "cloud.189.cn": "天翼云盘",
        "caiyun.139.com": "和彩云",
        "yun.139.com": "移动云盘",
        "pan.wo.cn": "联通云盘",
        "123pan.com": "123 云盘",
        "123684.com": "123 云盘",
        "123865.com": "123 云盘",
        "115.com/s": "115 网盘",
        "115cdn.com/s": "115 网盘",
        "yunpan.360.cn": "360 云盘",
        "ctfile.com": "城通网盘",
        "jianguoyun.com": "坚果云",
        "kdocs.cn": "金山文档",
        "wps.cn/l": "WPS 云文档",
        "wps.cn/p": "WPS 云文档",
        "drive.wps.cn": "WPS 云文档",
        "docs.qq.com": "腾讯文档",
        "shimo.im": "石墨文档",
        "yuque.com": "语雀",
        "feishu.cn": "飞书文档",
        "larksuite.com": "飞书文档",
        "alidocs.dingtalk.com": "钉钉文档",
        "docs.dingtalk.com": "钉钉文档",
        "space.dingtalk.com": "钉盘",
        "note.youdao.com": "有道云笔记",
        "wetransfer.com": "WeTransfer",
        "we.tl": "WeTransfer",
        "1drv.ms": "OneDrive",
        "onedrive.live.com": "OneDrive",
        "sharepoint.com": "SharePoint",
        "drive.google.com": "Google Drive",
        "dropbox.com": "Dropbox",
        "icloud.com/iclouddrive": "iCloud",
        "cowtransfer.com": "奶牛快传",
        "wenshushu.cn": "文叔叔",
        "airportal.cn": "空投",
    }
)
# 蓝奏 changes its domain every few months: lanzou, lanzoui, lanzoux, lanzous … .com.
_SHIFTING = re.compile(r"(?:[a-z0-9-]+\.)*(lanzou[a-z]?|ilanzou)\.com\b", re.I)
# What QQ, 163 and Foxmail write into the body in place of a file that was too large; the link may be cut off.
_WORDS = ("超大附件", "云附件", "文件中转站", "邮箱中转站")
# Sought as bytes, so that a wrong character set hides nothing.
_WORD_BYTES = tuple((word.encode(charset), word) for word in _WORDS for charset in ("utf-8", "gb18030"))
_LINK = re.compile(
    r"(?:https?://|//|\b)((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,10})(?::\d{1,5})?((?:/[^\s\"'<>#，。；）】]{0,200})?)", re.I
)
# A page of a hostile length is not searched to its end.
_MOST = 2_000_000


def clouds_in(text: bytes) -> tuple[str, ...]:
    """The clouds that a body's text, links and HTML attributes point to, in their order, each once; empty where it
    points to none. Words and hosts are ASCII or sought in both charsets: how the body is encoded does not matter."""
    text = text[:_MOST]
    found = [name for link in _LINK.finditer(_plain(text)) if (name := _cloud_of(link[1], link[2]))]
    # The provider's name where a link tells it; else what the body says of itself.
    found = found or [word for raw, word in _WORD_BYTES if raw in text][:1]
    return tuple(dict.fromkeys(found))


def _plain(text: bytes) -> str:
    """The body as ASCII with its links legible: HTML writes & as an entity, and mailers wrap links in redirects."""
    plain = text.decode("ascii", "replace").replace("&amp;", "&").replace("\ufffd", " ")
    plain = re.sub(r"%(2F|3A|3F|3D)", lambda code: chr(int(code[1], 16)), plain, flags=re.I)
    # A redirect holds the link that is meant in its own.
    return re.sub(r"(?<=[=?&/])(?=https?:)", " ", plain, flags=re.I)


def _cloud_of(host: str, path: str) -> str:
    host, path = host.lower().removeprefix("www."), path.lower()
    if _SHIFTING.fullmatch(host):
        return "蓝奏云"
    for known, name in _HOSTS.items():
        site, slash, below = known.partition("/")
        # A provider's own front page in a signature is no file.
        is_there = path.startswith(f"/{below}") if slash else bool(path.strip("/"))
        if is_there and (host == site or host.endswith(f".{site}")):
            return name
    return ""
