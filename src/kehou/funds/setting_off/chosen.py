"""Which shares may stand against the next bill: chosen in writing, by who stays, for the next term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.public import edition_at, parameters_for
from kehou.funds.models import ShareChoice, SurplusShare, TermLedger
from kehou.kernel.verdict import Verdict, stops
from kehou.ledger.events import State
from kehou.registry.public import TermInfo, grades_of, schools_by_id, term_info, terms_of
from kehou.rulebook.facts.closing import SetOff


def last_choices(shares: Iterable[SurplusShare]) -> dict[UUID, ShareChoice]:
    """What the family of each share chose last; who chose nothing is not in it and gets the money."""
    rows = ShareChoice.objects.filter(share__in=list(shares)).order_by("chosen_at", "id")
    return {row.share_id: row for row in rows}


def term_after(term: TermInfo) -> TermInfo | None:
    """The term that follows, where the county knows it."""
    later = [other for other in terms_of(term.county_code) if other.first_date > term.last_date]
    return later[-1] if later else None


def next_ledger(ledger: TermLedger) -> TermLedger | None:
    """The open book of the legal person for the term that follows."""
    following = term_after(term_info(ledger.term_id))
    if following is None:
        return None
    rows = TermLedger.objects.filter(school_id=ledger.school_id, term_id=following.id)
    return rows.filter(state=State.OPEN.value).first()


def staying(ledger: TermLedger, schools: Iterable[UUID], *, on: date) -> dict[UUID, set[UUID]]:
    """Whom each school of a ledger will still have in the term that follows, as its roll says.

    Until that term begins a spring's last grade is about to finish; afterwards the roll is the new one.
    """
    ended, infos = term_info(ledger.term_id), schools_by_id(schools)
    following = term_after(ended)
    begun = following is not None and following.first_date <= on
    found = {}
    for school, info in infos.items():
        last = max(info.grades) if ended.half == "spring" and not begun else None
        found[school] = {pupil for pupil, grade in grades_of(school).items() if last is None or grade < last}
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A share whose family asks for it to stand against the next bill, and what speaks against it."""

    share: SurplusShare
    choice: ShareChoice
    refused: tuple[Verdict, ...]


def asked(ledger: TermLedger, shares: Sequence[SurplusShare], *, on: date) -> list[Asked]:
    """The shares among some whose families chose so last, each judged as it stands now."""
    choices = last_choices(shares)
    chosen = [share for share in shares if share.id in choices and choices[share.id].sets_off]
    if not chosen:
        return []
    stay = staying(ledger, {share.school_id for share in chosen}, on=on)
    following = next_ledger(ledger)
    points = set(following.points.values()) if following else set()
    judge, parameters = edition_at(on).judge, parameters_for(ledger.place, on=on)
    found = []
    for share in chosen:
        choice = choices[share.id]
        facts = SetOff(
            in_writing=True,
            stays=choice.pupil_id in stay.get(share.school_id, set()),
            is_next_term=str(share.school_id) in points,
        )
        found.append(Asked(share, choice, tuple(stops(judge(facts, parameters)))))
    return found
