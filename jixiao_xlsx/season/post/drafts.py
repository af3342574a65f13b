"""Drafts that a newer letter takes the place of, and letters that somebody handed over by other means."""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

from jixiao_xlsx.mail.letters import digest_of, eml_of
from jixiao_xlsx.season.post.post import PRINT_SUFFIX, PostingRun, sent_fact
from jixiao_xlsx.season.single.saving import save_file
from jixiao_xlsx.store.store import Store

BY_OTHER_MEANS = "其他方式"

# Names that draft_name gives: eight digits of the letter's digest.
_OURS = re.compile(r"(?P<stem>.+)_(?P<digits>[0-9a-f]{8})\.eml")
# A head of ours has a few hundred bytes; attachments of megabytes need not be read.
_HEAD_BYTES = 64 * 1024


def clear_superseded(posted: PostingRun, store: Store) -> tuple[Path, ...]:
    """Removes the drafts of earlier runs beside those of this one, of the same kind and to the same agencies, and gives
    their paths. A letter that was sent stays, and so does every file that is not a draft of ours."""
    ours = {posting.file for posting in posted.postings}
    sent = {letter.message_id for letter in store.sent()}
    stems = {(file.parent, match["stem"]) for file in ours if (match := _OURS.fullmatch(file.name))}
    found = [
        path
        for folder in sorted({folder for folder, _ in stems})
        for path in sorted(folder.glob("*.eml"))
        if path not in ours
        and (match := _OURS.fullmatch(path.name))
        and (folder, match["stem"]) in stems
        and _is_unsent(path, match["digits"], sent)
    ]
    return tuple(path for path in found if _removed(path))


def note_handed_over(posted: PostingRun, store: Store, *, now: datetime) -> None:
    """Keeps the letters as sent, as somebody handed them over by other means: they count, and their files are drafts
    no longer. What was sent before stays as it is kept."""
    for posting in posted.postings:
        digest = digest_of(posting.letter)
        if not store.was_sent(digest):
            store.log_sent(replace(sent_fact(posting.letter, digest, now), to=BY_OTHER_MEANS))
            # Written anew without X-Unsent, so that no mailer opens it for sending.
            save_file(posting.file, eml_of(posting.letter, date=now, draft=False))


def _is_unsent(path: Path, digits: str, sent: Container[str]) -> bool:
    """Whether the file is a draft with the id that its name tells of, which nobody has sent."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=policy.compat32).parsebytes(file.read(_HEAD_BYTES))
    name = str(head.get("Message-ID", "")).strip()
    # All three: the mark of a draft, the id that the name tells of, and nobody sent it.
    return head.get("X-Unsent") == "1" and name.startswith(f"<{digits}") and name not in sent


def _removed(path: Path) -> bool:
    """A draft that another program holds open goes with a later run."""
    with suppress(OSError):
        path.with_suffix(PRINT_SUFFIX).unlink(missing_ok=True)
        path.unlink()
        return True
    return False
