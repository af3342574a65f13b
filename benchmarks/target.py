"""How many distinct target texts a second are read on one core, cold, beside a bare scan for numbers.

Run: python benchmarks/target.py [--count 100000]. Prints one line per mix of texts. No cache is involved:
every text is different and is read once; the peer is `re` finding the numbers of the same texts, which
understands nothing and so is the ceiling that a reader in pure Python can look up to.
"""

from __future__ import annotations

import argparse
import itertools
import re
import time
from collections.abc import Callable, Iterator

from jixiao_xlsx.model.target import parse_target

_NUMBERS = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?%?")
_PLAIN = ("≥{}户", "{}%以上", "不低于{}件", "={}个", "{}万人次", "≤{}万元", "{}天", "≥{}%")
_LABELLED = (
    "购置设备不少于{}件",
    "满意度达{}%",
    "个案辅导次数达到{}次",
    "{}个社区",
    "培训{}人次以上",
    "投诉率≤{}%",
    "每年≥{}次",
    "新增{}余户",
)
_LONG = (
    "手册{}份以上，指导换届选举工作{}次以上",
    "{}月底前已发放第{}批",
    "高龄津贴80岁以上老人{}人，覆盖率{}%",
    "不低于省要求的第{}类地区最低标准第{}条",
    "显著提升第{}项民生服务水平{}",
)


def texts(shapes: tuple[str, ...], count: int) -> Iterator[str]:
    """`count` distinct texts: the shapes in turn, each time with other numbers."""
    for number, shape in zip(range(count), itertools.cycle(shapes), strict=False):
        yield shape.format(number + 1, number % 97 + 1)


def rate(read: Callable[[str], object], sample: list[str]) -> float:
    """Texts a second, one pass."""
    start = time.perf_counter()
    for text in sample:
        read(text)
    return len(sample) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=100_000)
    count = parser.parse_args().count
    for title, shapes in (
        ("plain", _PLAIN),
        ("labelled", _LABELLED),
        ("long", _LONG),
        ("mixed", _PLAIN * 2 + _LABELLED + _LONG),
    ):
        sample = list(texts(shapes, count))
        if len(set(sample)) != count:
            raise SystemExit("the texts are not distinct")
        ours, peer = rate(parse_target, sample), rate(_NUMBERS.findall, sample)
        figures = f"parse_target {ours:,.0f}/s, bare number scan {peer:,.0f}/s, ratio {ours / peer:.3f}"
        print(f"{title:9} {count} distinct texts: {figures}")


if __name__ == "__main__":
    main()
