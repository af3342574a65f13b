"""The door for foreign workbooks: bytes in, a `RawBook` or one plain finding out, whatever the bytes are."""

from __future__ import annotations

from functools import partial

from jixiao_xlsx.findings import Finding
from jixiao_xlsx.sheet.raw.contents.sheets import RawBook, RawSheet, Visibility
from jixiao_xlsx.sheet.raw.foreign.archive import Archive
from jixiao_xlsx.sheet.raw.foreign.filetype import Container, container_of
from jixiao_xlsx.sheet.raw.foreign.foreign_file import ForeignFile
from jixiao_xlsx.sheet.raw.foreign.limits import AS_MEASURED, MIB, FileTally, ReadingLimits, Refused
from jixiao_xlsx.sheet.raw.foreign.package import CONTENT_TYPES_PART
from jixiao_xlsx.sheet.raw.foreign.passwords import unlocked

__all__ = ["RawBook", "RawSheet", "Visibility", "read_here", "read_raw"]

# An .xlsx of 4 MiB of XML takes at most a second and 100 MB; issued blanks have well under 1 MiB.
_IN_PROCESS_INFLATED = 4 * MIB


def read_raw(data: bytes, *, name: str = "", limits: ReadingLimits = AS_MEASURED) -> RawBook | Finding:
    """The workbook in `data`, else the finding (F family) that says what the file is and what to do.

    A small .xlsx is read in this process; .xls, .et, .ods and .xlsx that inflate beyond 4 MiB are read in a
    worker with a time and memory limit. `name` is used in messages, and to tell .et from .xls, which hold the
    same format.
    """
    return _read_raw(data, limits, name=name, guarded=True)


def read_here(data: bytes, *, name: str = "", limits: ReadingLimits = AS_MEASURED) -> RawBook | Finding:
    """The same without a worker, whatever the file is: for processes that are workers themselves."""
    return _read_raw(data, limits, name=name, guarded=False)


def _read_raw(data: bytes, limits: ReadingLimits, *, name: str, guarded: bool) -> RawBook | Finding:
    try:
        tally = FileTally(limits)
        archive = _archive(data, tally)
        # A compound file is never light: xlrd is foreign code over foreign bytes.
        if _is_light(archive) or not guarded:
            return _read(data, archive, tally, name=name)
    except Refused as refused:
        return refused.finding(name)
    except MemoryError:
        return Refused("F13").finding(name)
    from jixiao_xlsx.sheet.raw.workers.reading import run_one

    return run_one(ForeignFile(name, data), partial(read_here, limits=limits), limits=limits).result


def _archive(data: bytes, tally: FileTally) -> Archive | None:
    """The zip archive that the file is; None for a compound file."""
    return None if container_of(data, tally.limits) is Container.OLE else Archive(data, tally)


def _is_light(archive: Archive | None) -> bool:
    return archive is not None and not is_open_document(archive) and archive.declared_size <= _IN_PROCESS_INFLATED


def _read(data: bytes, archive: Archive | None, tally: FileTally, *, name: str) -> RawBook:
    if archive is None:
        return _read_compound(data, tally, name=name)
    if is_open_document(archive):
        from jixiao_xlsx.sheet.raw.ods.ods import read_ods

        return read_ods(archive, tally)
    if CONTENT_TYPES_PART not in archive:
        raise Refused("F03", kind=_kind_of_plain_zip(archive))
    from jixiao_xlsx.sheet.raw.xlsx.xlsx import read_xlsx

    return read_xlsx(archive, tally)


def _read_compound(data: bytes, tally: FileTally, *, name: str) -> RawBook:
    """The workbook in a compound file; one behind a password is opened first, where a password fits."""
    from jixiao_xlsx.sheet.raw.xls.xls import read_xls

    try:
        return read_xls(data, tally, is_et=name.lower().endswith(".et"))
    except Refused as refused:
        plain = unlocked(data) if refused.code == "F06" else b""
        if not plain:
            raise
    # Counted anew: what was counted until the password was found to be asked for is read again.
    counted = FileTally(tally.limits)
    archive = _archive(plain, counted)
    if archive is None:
        return read_xls(plain, counted, is_et=name.lower().endswith(".et"))
    return _read(plain, archive, counted, name=name)


def is_open_document(archive: Archive) -> bool:
    return CONTENT_TYPES_PART not in archive and ("meta-inf/manifest.xml" in archive or "mimetype" in archive)


def _kind_of_plain_zip(archive: Archive) -> str:
    if any(name.startswith("index/") and name.endswith(".iwa") for name in archive.names()):
        return "苹果 Numbers 文档"
    return "压缩包（zip）"
