"""The forms a reader knows, laid out on demand and kept; and the layouts that blanks still out were issued with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from jixiao_xlsx.model.filings.filing import Filing, Seal
from jixiao_xlsx.model.filings.known_layout import KnownLayout, LayoutKeeper
from jixiao_xlsx.model.forms.form import Form
from jixiao_xlsx.sheet.editions.issued_layout import IssuedLayout, issued_layout
from jixiao_xlsx.sheet.editions.renewal import LayoutOrigin, Renewal
from jixiao_xlsx.sheet.grid import FormGrid
from jixiao_xlsx.sheet.layout import lay_out
from jixiao_xlsx.sheet.layout_text import layout_sha, layout_text
from jixiao_xlsx.sheet.seal import Counts, verify

_FormName = tuple[str, str]
_KEPT_RENEWALS = 256  # of one form a few states are out; a file that brings its own must not fill the memory


class Layouts:
    """Every form and edition there is, each laid out once for a year and its counts.

    Of several forms of one edition the last is today's; those before it, and `earlier`, are other states of it, of
    which blanks may be out. `issued` are the layouts that the office kept when it issued, and what blanks that came
    back told of themselves. All of it is plain data: it can be sent to another process.
    """

    def __init__(
        self, forms: Iterable[Form], *, earlier: Iterable[Form] = (), issued: Iterable[KnownLayout] = ()
    ) -> None:
        given, self._kept = tuple(forms), tuple(issued)
        self._forms: dict[_FormName, Form] = {(form.form, form.edition): form for form in given}
        today = set(map(id, self._forms.values()))
        self._earlier: dict[str, list[Form]] = defaultdict(list)
        for form in (*earlier, *given):
            if id(form) not in today:
                self._earlier[form.form].append(form)
        self._by_sha: dict[str, KnownLayout] = {}
        self._by_fingerprint: dict[str, KnownLayout] = {}
        self._told: dict[str, str] = {}
        for known in self._kept:
            if known.origin is LayoutKeeper.BLANK:
                self._told[known.sha256] = known.text
                continue
            self._by_sha[known.sha256] = known
            # Of several under one fingerprint the first that was kept: the seals of old blanks do not say more.
            self._by_fingerprint.setdefault(known.fingerprint, known)
        self._made: dict[tuple[str, str, int, Counts], FormGrid] = {}
        self._renewals: dict[tuple[Seal, str, bool], Renewal | None] = {}

    def __reduce__(self) -> tuple[Callable[..., Layouts], tuple[object, ...]]:
        # On its way to a worker: what was laid out is made again there, sooner than it is sent.
        earlier = tuple(form for forms in self._earlier.values() for form in forms)
        return _layouts, (self.forms(), earlier, self._kept)

    def forms(self) -> tuple[Form, ...]:
        return tuple(self._forms.values())

    def of_form(self, form: Form, year: int, counts: Counts = ()) -> FormGrid:
        name = (form.form, form.edition, year, counts)
        if name not in self._made:
            self._made[name] = lay_out(form, year, dict(counts))
        return self._made[name]

    def of_seal(self, seal: Seal) -> FormGrid | None:
        """The grid a seal speaks of, as its form is today; None where no such form is known here (another edition of
        it may do)."""
        form = self.form_of(seal)
        return self.of_form(form, seal.year, seal.counts) if form else None

    def of_filing(self, filing: Filing) -> FormGrid | None:
        """The grid of a filing's form as it is today, with as many rows as its blank had."""
        renewal = self.renewal_of(filing)
        if renewal is not None:
            return renewal.today
        return self.of_seal(filing.seal) if filing.seal else None

    def renewal_of(self, filing: Filing, *, key: str = "") -> Renewal | None:
        """How the filing's blank compares with its form of today; None where it is of today's form, or nobody knows
        what it was. `key` is the office's, which may vouch for the seal."""
        if filing.seal is None:
            return None
        signed = bool(key) and verify(filing.seal, key)
        return self.renewal(filing.seal, told=filing.layout, signed=signed)

    def renewal(self, seal: Seal, *, told: str = "", signed: bool = False) -> Renewal | None:
        """The same by a seal; `told` is the layout's text that the blank itself holds, `signed` that the office's key
        vouches for the seal. The office's own knowledge goes before what the blank tells."""
        told = told or self._told.get(seal.layout, "")
        name = (layout_seal(seal), told, signed)
        if name not in self._renewals:
            if len(self._renewals) >= _KEPT_RENEWALS:
                self._renewals.clear()
            self._renewals[name] = self._renewal(seal, told, signed=signed)
        return self._renewals[name]

    def _renewal(self, seal: Seal, told: str, *, signed: bool) -> Renewal | None:
        form = self.form_of(seal)
        if form is None:
            return None
        known = self._by_sha.get(seal.layout) if seal.layout else self._by_fingerprint.get(seal.fingerprint)
        today = self.of_form(form, seal.year, seal.counts)
        if known is not None and known.sha256 != layout_sha(today):
            issued = _issued(known.text, form, seal)
            if issued is not None:
                return Renewal.of(issued, form, origin=LayoutOrigin.STORE, trusted=True)
        # A seal of the second version tells the whole layout; fingerprints leave limits and choices out, and who keeps
        # an earlier state of a form says that its blanks are out.
        if known is not None or (seal.layout and is_of_layout(seal, today)):
            return None
        for other in self._earlier.get(seal.form, ()):
            grid = lay_out(other, seal.year, dict(seal.counts))
            if is_of_layout(seal, grid) and layout_sha(grid) != layout_sha(today):
                issued = issued_layout(layout_text(grid), form)
                return Renewal.of(issued, form, origin=LayoutOrigin.SPEC, trusted=True)
        if is_of_layout(seal, today):
            return None
        # A seal of the first version vouches for no text.
        issued = _issued(told, form, seal) if told and seal.layout else None
        return Renewal.of(issued, form, origin=LayoutOrigin.BLANK, trusted=signed) if issued is not None else None

    def form_of(self, seal: Seal) -> Form | None:
        """The form that a seal names, of several editions the newest where its own is not known; None where none is."""
        form = self._forms.get((seal.form, seal.edition))
        if form is None:
            # The newest is the likest to a later one that is not installed here; its labels decide the rest.
            editions = [other for (name, _), other in self._forms.items() if name == seal.form]
            form = max(editions, key=lambda other: other.edition, default=None)
        return form


def _layouts(forms: tuple[Form, ...], earlier: tuple[Form, ...], issued: tuple[KnownLayout, ...]) -> Layouts:
    return Layouts(forms, earlier=earlier, issued=issued)


def is_of_layout(seal: Seal, layout: FormGrid) -> bool:
    """Whether a seal speaks of this very layout: by the whole of it where the seal tells so much, else by its
    fingerprint."""
    return layout_sha(layout) == seal.layout if seal.layout else layout.fingerprint == seal.fingerprint


def _issued(text: str, form: Form, seal: Seal) -> IssuedLayout | None:
    """The layout in a text; None where it is none, or not the one that the seal speaks of."""
    try:
        issued = issued_layout(text, form)
    except ValueError:
        return None
    whole = not seal.layout or issued.sha256 == seal.layout
    fits = issued.grid.year == seal.year and issued.grid.fingerprint == seal.fingerprint
    return issued if whole and fits else None


def layout_seal(seal: Seal) -> Seal:
    """A seal with nothing but what tells its layout."""
    return Seal(seal.form, seal.edition, seal.year, seal.fingerprint, seal.counts, layout=seal.layout)
