"""Sheets as the accountant, the head and the school's staff read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.delivery.public import duty_facts
from kehou.funds.access import SEE_ALLOWANCES, SEE_PUBLISHED_SHEET
from kehou.funds.allowances.months import month_name, past_month
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen, total
from kehou.kernel.places import Place
from kehou.platform.ui.pieces import Tone
from kehou.registry.public import names_of, school_info, term_info

_TONES = {
    AllowanceRun.State.DRAFT: Tone.ATTENTION,
    AllowanceRun.State.TESTED: Tone.INFO,
    AllowanceRun.State.PUBLISHED: Tone.INFO,
    AllowanceRun.State.APPROVED: Tone.ATTENTION,
    AllowanceRun.State.PAID: Tone.DONE,
    AllowanceRun.State.CORRECTED: Tone.PLAIN,
    AllowanceRun.State.DROPPED: Tone.PLAIN,
}
SHOWN = (
    AllowanceRun.State.PUBLISHED,
    AllowanceRun.State.APPROVED,
    AllowanceRun.State.PAID,
    AllowanceRun.State.CORRECTED,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet in a list."""

    run: AllowanceRun
    people: int
    amount: Fen

    @property
    def title(self) -> str:
        """2026年5月第1号, or that it takes back or raises."""
        kind = ("补发" if self.run.raises else "更正") if self.run.corrects_id else "发放"
        return f"{month_name(self.run.month_date)}{kind}表第{self.run.number}号"

    @property
    def tone(self) -> Tone:
        """The state's meaning."""
        return _TONES[AllowanceRun.State(self.run.state)]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line with the person's name; ``net`` is what is paid out."""

    line: AllowanceLine
    name: str

    @property
    def net(self) -> Fen:
        """The amount without the tax withheld."""
        return Fen(self.line.amount_fen - (self.line.tax_fen or 0))


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A whole sheet."""

    row: SheetRow
    school: str
    term: str
    lines: tuple[SheetLine, ...]

    @property
    def tax(self) -> Fen:
        """All tax withheld."""
        return total(Fen(row.line.tax_fen or 0) for row in self.lines)

    @property
    def net(self) -> Fen:
        """All that is paid out."""
        return total(row.net for row in self.lines)


def sheets_at(place: Place, *, only_shown: bool = False) -> list[SheetRow]:
    """The sheets of a school, the latest first; dropped ones are left out."""
    rows = AllowanceRun.objects.filter(school_id=place.school).exclude(state=AllowanceRun.State.DROPPED)
    if only_shown:
        rows = rows.filter(state__in=SHOWN)
    runs = list(rows.order_by("-month_date", "-number")[:60])
    lines: dict[UUID, list[AllowanceLine]] = {}
    for line in AllowanceLine.objects.filter(run__in=runs):
        lines.setdefault(line.run_id, []).append(line)
    return [_row(run, lines.get(run.id, [])) for run in runs]


def sheet_at(run_id: UUID, *, viewer: Actor) -> SheetPage:
    """One sheet, by name. Teachers see it once it is shown. Raises Http404."""
    run = AllowanceRun.objects.select_related("ledger").filter(pk=run_id).first()
    if run is None or not _may_see(run, viewer):
        raise Http404
    lines = list(AllowanceLine.objects.filter(run=run).order_by("capacity", "id"))
    names = names_of(line.person_id for line in lines)
    order = {name: place for place, name in enumerate(AllowanceLine.Capacity.values)}
    shown = [SheetLine(line, names.get(line.person_id, "")) for line in lines]
    return SheetPage(
        row=_row(run, lines),
        school=school_info(run.school_id).name,
        term=term_info(run.ledger.term_id).label,
        lines=tuple(sorted(shown, key=lambda row: (order[row.line.capacity], row.name))),
    )


def on_duty(place: Place, month: date) -> list[tuple[UUID, str, int]]:
    """Who led days or went round in a month, with how many days."""
    days: dict[UUID, int] = {}
    for duty in duty_facts(place.school, first=month, past=past_month(month)):
        days[duty.person_id] = days.get(duty.person_id, 0) + 1
    names = names_of(days)
    return sorted(
        ((person, names.get(person, ""), count) for person, count in days.items()), key=lambda r: r[1]
    )


def _may_see(run: AllowanceRun, viewer: Actor) -> bool:
    if SEE_ALLOWANCES.permits(viewer, run.place):
        return True
    return run.state in SHOWN and SEE_PUBLISHED_SHEET.permits(viewer, run.place)


def _row(run: AllowanceRun, lines: Iterable[AllowanceLine]) -> SheetRow:
    known = list(lines)
    return SheetRow(run, len({line.person_id for line in known}), total(Fen(row.amount_fen) for row in known))
