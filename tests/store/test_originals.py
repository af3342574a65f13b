"""Originals: bytes by their SHA-256, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao_xlsx.errors import StoreError
from jixiao_xlsx.store.originals import Originals


@given(contents=st.lists(st.binary(max_size=50)))
def test_bytes_come_out_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]) -> None:
    originals = Originals(tmp_path_factory.mktemp("originals"))
    for data in (*contents, *contents):
        sha256 = originals.put(data)
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert originals.has(sha256)
        assert originals.get(sha256) == data
    kept = [path for path in originals.folder.rglob("*") if path.is_file()]
    assert sorted(path.name for path in kept) == sorted({hashlib.sha256(data).hexdigest() for data in contents})


def test_a_damaged_original_is_said_by_name_and_mended_by_putting_it_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"form")
    originals.path_of(sha256).write_bytes(b"fo")
    with pytest.raises(StoreError, match=str(originals.path_of(sha256))):
        originals.get(sha256)
    assert originals.put(b"form") == sha256
    assert originals.get(sha256) == b"form"


def test_what_is_not_kept_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有原件"):
        Originals(tmp_path / "none").get("a" * 64)
    assert not Originals(tmp_path / "none").has("a" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "\ud800"])
def test_a_foreign_text_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="不是 SHA-256"):
        Originals(tmp_path).get(name)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="磁盘满了"):
        Originals(tmp_path).put(b"form")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
