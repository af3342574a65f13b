"""Letters posted: drafts are written and kept, nothing is sent unasked, and nothing that was sent goes out again."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import policy
from pathlib import Path
from typing import Literal

import pytest

from jixiao_xlsx.errors import JixiaoError
from jixiao_xlsx.mail.letters import Letter, digest_of, eml_of
from jixiao_xlsx.mail.smtp import SmtpAccount
from jixiao_xlsx.season.post.post import LetterFate, PostingRun, account_of, draft_name, post
from jixiao_xlsx.spec.settings.settings import MailSettings, SmtpSettings
from jixiao_xlsx.store.store import Store
from mail.post_office import PASSWORD, USER, PostOffice, certificate, running
from mail.strangers import WHEN, letter

NOWHERE = SmtpAccount("127.0.0.1", 9, tls="none")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'jixiao.db'}") as opened:
        yield opened


def posted(letters: list[Letter], store: Store, folder: Path, account: SmtpAccount | None = None) -> PostingRun:
    return post(letters, store=store, account=account, folder=folder, now=WHEN, send=account is not None)


def fates(found: PostingRun) -> list[LetterFate]:
    return [posting.fate for posting in found.postings]


def three() -> list[Letter]:
    return [letter(agency=str(n), to=(f"a{n}@x.cn",)) for n in (1, 2, 3)]


def test_a_dry_run_writes_drafts_and_sends_nothing(store: Store, tmp_path: Path) -> None:
    found = posted(three(), store, tmp_path / "信")
    assert fates(found) == [LetterFate.READY] * 3
    assert store.sent() == ()
    for posting in found.postings:
        assert posting.file.read_bytes() == eml_of(posting.letter, date=WHEN)


def test_a_draft_stays_as_it_is_on_later_days(store: Store, tmp_path: Path) -> None:
    (first,) = posted([letter()], store, tmp_path).postings
    before = first.file.read_bytes()
    post([letter()], store=store, account=None, folder=tmp_path, now=WHEN + timedelta(days=1), send=False)
    assert first.file.read_bytes() == before
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_each_success_is_kept_before_the_next_letter(store: Store, tmp_path: Path) -> None:
    letters = three()
    with running(PostOffice(refusing=("a2@x.cn",))) as office:
        account = SmtpAccount("127.0.0.1", office.port, tls="none", sender="j@x.cn")
        found = posted(letters, store, tmp_path, account)
        again = posted(letters, store, tmp_path, account)
    assert fates(found) == [LetterFate.SENT, LetterFate.FAILED, LetterFate.SENT]
    assert fates(again) == [LetterFate.BEFORE, LetterFate.FAILED, LetterFate.BEFORE]
    assert [to for to, _ in office.kept] == [("a1@x.cn",), ("a3@x.cn",)]
    assert [one.digest for one in store.sent()] == [digest_of(letters[0]), digest_of(letters[2])]
    sent, refused = (
        email.message_from_bytes(found.postings[n].file.read_bytes(), policy=policy.default) for n in (0, 1)
    )
    assert (sent["x-unsent"], refused["x-unsent"]) == (None, "1")


def test_a_run_that_is_killed_repeats_at_most_the_letter_in_hand(store: Store, tmp_path: Path) -> None:
    class Killed(BaseException):
        pass

    class Dying:
        """A store that dies when it should keep the second letter."""

        def was_sent(self, digest: str) -> bool:
            return store.was_sent(digest)

        def log_sent(self, sent: object) -> object:
            if store.sent():
                raise Killed
            return store.log_sent(sent)  # type: ignore[arg-type]

    with running(PostOffice()) as office:
        account = SmtpAccount("127.0.0.1", office.port, tls="none", sender="j@x.cn")
        with pytest.raises(Killed):
            post(three(), store=Dying(), account=account, folder=tmp_path, now=WHEN, send=True)
        posted(three(), store, tmp_path, account)
    counts = {to: sum(1 for other, _ in office.kept if other == to) for to, _ in office.kept}
    assert counts == {("a1@x.cn",): 1, ("a2@x.cn",): 2, ("a3@x.cn",): 1}


def test_the_same_letter_twice_in_one_run_goes_out_once(store: Store, tmp_path: Path) -> None:
    with running(PostOffice()) as office:
        account = SmtpAccount("127.0.0.1", office.port, tls="none", sender="j@x.cn")
        found = posted([letter(), letter()], store, tmp_path, account)
    assert fates(found) == [LetterFate.SENT, LetterFate.BEFORE]
    assert len(office.kept) == 1


def test_without_an_address_there_is_the_draft_and_the_letter_on_paper(store: Store, tmp_path: Path) -> None:
    found = posted([letter(to=())], store, tmp_path, NOWHERE)
    assert fates(found) == [LetterFate.NO_ADDRESS]
    draft = found.postings[0].file
    assert (draft.is_file(), draft.with_suffix(".docx").is_file()) == (True, True)


def test_drafts_are_there_even_where_the_server_is_not(store: Store, tmp_path: Path) -> None:
    with pytest.raises(JixiaoError, match="连不上发信服务器"):
        posted(three(), store, tmp_path, NOWHERE)
    assert len(list(tmp_path.glob("*.eml"))) == 3


def test_names_of_drafts_are_no_paths_and_differ() -> None:
    names = {draft_name(letter(agency="../../1", body=str(n)), "甲/乙\n" + "丙" * 200) for n in range(50)}
    assert len(names) == 50
    assert all(len(name.encode()) < 200 and not set(name) & set('/\\\n:*?"<>|') for name in names)


@pytest.mark.parametrize("tls", ["ssl", "starttls"])
def test_a_server_with_a_root_certificate_of_its_own(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: Literal["ssl", "starttls"]
) -> None:
    monkeypatch.setenv("JIXIAO_TEST_PASSWORD", PASSWORD)
    (tmp_path / "tls").mkdir()
    context, trusted = certificate(tmp_path / "tls")
    office = PostOffice()
    with running(office, login=True, tls=context if tls == "ssl" else None, starttls=context if tls != "ssl" else None):
        smtp = SmtpSettings("127.0.0.1", USER, office.port, "JIXIAO_TEST_PASSWORD", tls)
        with pytest.raises(JixiaoError, match="证书不可信"):
            posted([letter()], store, tmp_path / "信", account_of(MailSettings(USER, smtp=smtp), tmp_path))
        smtp = replace(smtp, ca=trusted.relative_to(tmp_path).as_posix())
        found = posted([letter()], store, tmp_path / "信", account_of(MailSettings(USER, smtp=smtp), tmp_path))
    assert (fates(found), len(office.kept)) == ([LetterFate.SENT], 1)


def test_a_root_certificate_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_TEST_PASSWORD", "abc")
    smtp = SmtpSettings("smtp.example.cn", USER, password_env="JIXIAO_TEST_PASSWORD", ca="根证书.pem")
    with pytest.raises(JixiaoError, match="找不到根证书文件") as missing:
        account_of(MailSettings(USER, smtp=smtp), tmp_path)
    assert "mail.smtp 的 ca" in missing.value.hint
    (tmp_path / "根证书.pem").write_bytes(b"0\x82\x03")
    with pytest.raises(JixiaoError, match="不是 PEM 格式的证书"):
        account_of(MailSettings(USER, smtp=smtp), tmp_path)


def test_a_password_that_is_not_set_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIXIAO_TEST_PASSWORD", raising=False)
    smtp = SmtpSettings("smtp.example.cn", "j@example.cn", password_env="JIXIAO_TEST_PASSWORD")
    with pytest.raises(JixiaoError, match="JIXIAO_TEST_PASSWORD"):
        account_of(MailSettings("j@example.cn", smtp=smtp), tmp_path)
    monkeypatch.setenv("JIXIAO_TEST_PASSWORD", "abc")
    account = account_of(MailSettings("j@example.cn", smtp=smtp), tmp_path)
    assert account
    assert (account.user, account.password, account.sender) == ("j@example.cn", "abc", "j@example.cn")
    assert account_of(MailSettings("j@example.cn"), tmp_path) is None
