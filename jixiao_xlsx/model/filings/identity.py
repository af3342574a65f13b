"""What makes two filings versions of one: form, fiscal year, agency, scope, subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jixiao_xlsx.model.clock import moment
from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.scope import FilingScope


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """填报件的身份: one form of one agency for one year (a project form: about one subject).

    `year` is the form's fiscal year 年度, for a self-evaluation the year before the season's. A name counts only
    where the blank was issued without a code, so that a renamed agency stays the same.
    """

    form: str
    year: int
    agency_code: str = ""
    agency_name: str = ""
    scope: str = FilingScope.OWN
    subject_code: str = ""
    subject_name: str = ""

    @property
    def agency(self) -> str:
        """The agency's code, its name where it has none."""
        return self.agency_code or self.agency_name

    @property
    def subject(self) -> str:
        """The subject's code, its name where it has none."""
        return self.subject_code or self.subject_name


def sealed_identity(seal: Seal) -> Identity | None:
    """The identity that a seal tells; None where it names no agency, as such a filing cannot be told from another's."""
    if not (seal.agency_code or seal.agency_name):
        return None
    return Identity(
        form=seal.form,
        year=seal.year,
        agency_code=seal.agency_code,
        # The code alone where there is one: offices are renamed, and their filings stay theirs.
        agency_name="" if seal.agency_code else seal.agency_name,
        scope=seal.scope,
        subject_code=seal.subject_code,
        subject_name="" if seal.subject_code else seal.subject_name,
    )


def identity_of(filing: Filing) -> Identity | None:
    """The identity of a filing; None where its form or agency is not known."""
    return sealed_identity(filing.seal) if filing.seal else None


def version_order(filing: Filing) -> tuple[datetime, datetime, str, str, bool]:
    """Sorts the versions of one filing, the newest last: by its last word, where several tell the same by when they
    were saved; ties by content. One that the office chose stands right behind the one that it displaced."""
    # Ties are settled by content, so that the order in which files are read changes nothing.
    own = (moment(filing.last_word), moment(filing.modified), filing.sha256, filing.source)
    return (*max(own, filing.over or own), filing.over is not None)


def first_order(filing: Filing) -> tuple[datetime, datetime, str, str]:
    """Sorts the versions of one filing as they first came, which numbers them: the first is 第1版 for ever, however
    often it is sent again."""
    return (moment(filing.sent or filing.modified), moment(filing.modified), filing.sha256, filing.source)
