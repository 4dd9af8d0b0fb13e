"""Issuing the bills of a term: every gate is pulled here, at the moment of use (A2.12, A7.1, A7.6, A9.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import WaiverRuleInfo, edition_at, waiver_rule
from kehou.funds.bills.care import draft_care_bills
from kehou.funds.bills.content import times_to_json
from kehou.funds.bills.drafting import Basis, basis_of, draft_bills
from kehou.funds.bills.facts import Charge, DraftBill, Preview
from kehou.funds.bills.judging import refused
from kehou.funds.book import Paper, ledger_of, post, pupil_keys
from kehou.funds.models import Bill, BillRound, TermLedger
from kehou.funds.receipts.access import ISSUE_BILLS
from kehou.funds.setting_off.applying import pay_new_bills
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen, total
from kehou.kernel.moments import UndeterminedDay, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger.accounts import Bearer
from kehou.ledger.recipes import Item, bill_issued, waiver_granted
from kehou.plans.public import approved_plan
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.documents.freezing import content_hash
from kehou.platform.messages.notifying import notify
from kehou.registry.public import calendar_of, families_of, school_info, term_info
from kehou.rulebook.facts.fees import BillingBasis, WaiverFunding

PAY_WITHIN = 10  # school days; after them a reminder, nothing else (A9.15)
BEARERS = {WaiverFunding.SUBSIDY: Bearer.SUBSIDY}


class UnableToIssueBills(UnableTo):
    """A gate is not passed, or a bill would charge what may not be charged."""


@transaction.atomic
def issue_bills(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupils: Iterable[UUID] | None = None,
    charge: Charge | None = None,
) -> BillRound:
    """Bill every pupil of a term who agreed, has a place and no bill yet; ``pupils`` narrows them.

    All or none: one bill that may not be issued stops the round. Raises UnableToIssueBills.
    """
    require(ISSUE_BILLS, actor, place)
    ledger = _ledger(place, term_id)
    basis = _basis_of_service(place, term_id, local_day(now))
    drafts = draft_bills(basis, charge or Charge(), pupils=pupils)
    issued = _issue(basis, ledger, drafts, actor, now)
    paper, named = subject_of("bill_round", issued.id), [draft.pupil_id for draft in drafts]
    pay_new_bills(ledger, named, paper=paper, actor=actor, now=now)
    return issued


def preview_bills(*, actor: Actor, now: datetime, place: Place, term_id: UUID) -> Preview:
    """What ``issue_bills`` would do now: how many bills, for how much, or what refuses them."""
    require(ISSUE_BILLS, actor, place)
    try:
        basis = _basis_of_service(place, term_id, local_day(now))
        drafts = draft_bills(basis, Charge())
        _check(basis, drafts, waiver_rule(place.code, on=basis.on))
    except UnableToIssueBills as unable:
        return Preview(refused=unable.verdicts)
    gross, waived = (total(amounts) for amounts in zip(*map(_gross_and_waived, drafts), strict=True))
    return Preview(len(drafts), gross, waived, sum(bool(draft.amount.waived) for draft in drafts))


@transaction.atomic
def issue_care_bills(*, actor: Actor, now: datetime, place: Place, term_id: UUID) -> BillRound:
    """Bill the extended care of the days before today that was agreed at a price (A4.17).

    Only where the city's parameter and tariff allow it. Raises UnableToIssueBills.
    """
    require(ISSUE_BILLS, actor, place)
    ledger = _ledger(place, term_id)
    basis = _basis(place, term_id, local_day(now))
    return _issue(basis, ledger, draft_care_bills(basis), actor, now)


def _issue(
    basis: Basis, ledger: TermLedger, drafts: Sequence[DraftBill], actor: Actor, now: datetime
) -> BillRound:
    place = basis.plan.place
    rule = waiver_rule(place.code, on=basis.on)
    _check(basis, drafts, rule)
    issued = _store(basis, ledger, drafts, actor, now)
    bearer = BEARERS.get(rule.funding, Bearer.SCHOOL) if rule else Bearer.SCHOOL
    _book(issued, ledger, drafts, bearer, actor, now)
    _tell(place, drafts, actor, now, subject_of("bill_round", issued.id))
    return issued


def _check(basis: Basis, drafts: Sequence[DraftBill], rule: WaiverRuleInfo | None) -> None:
    if not drafts:
        raise UnableToIssueBills([refusal("A9.14", "nobody_to_bill", subject="bills")])
    if stopped := refused(basis, drafts, rule):
        raise UnableToIssueBills(stopped)


def _gross_and_waived(draft: DraftBill) -> tuple[Fen, Fen]:
    return draft.amount.gross, draft.amount.waived


def _basis_of_service(place: Place, term_id: UUID, on: date) -> Basis:
    """What the service is billed by; not before its end where it is billed as it was held."""
    basis = _basis(place, term_id, on)
    if basis.billing is BillingBasis.ACTUAL and on < basis.term.last_date:
        raise UnableToIssueBills(
            [refusal("A9.12", "billed_before_held", subject="bills", required=basis.term.last_date)]
        )
    return basis


def _ledger(place: Place, term_id: UUID) -> TermLedger:
    ledger = ledger_of(place.school, term_id)
    if ledger is None:
        raise UnableToIssueBills([refusal("A9.22", "no_ledger_yet", subject="ledger")])
    return TermLedger.objects.select_for_update().get(pk=ledger.pk)


def _basis(place: Place, term_id: UUID, on: date) -> Basis:
    plan = approved_plan(place.school, term_id)
    if plan is None:
        raise UnableToIssueBills([refusal("A7.1", "bill_without_plan", subject="plan")])
    return basis_of(plan, term_info(term_id), on=on)


def _store(
    basis: Basis, ledger: TermLedger, drafts: Sequence[DraftBill], actor: Actor, now: datetime
) -> BillRound:
    place, term_id = basis.plan.place, basis.term.id
    here = {"county_code": place.code, "school_id": place.school, "term_id": term_id}
    issued = BillRound.objects.create(
        **here,
        version_id=basis.plan.version_id,
        ledger=ledger,
        number=BillRound.objects.filter(school_id=place.school, term_id=term_id).count() + 1,
        bill_count=len(drafts),
        gross_fen=total(draft.amount.gross for draft in drafts).amount,
        waived_fen=total(draft.amount.waived for draft in drafts).amount,
        edition=edition_at(basis.on, term_began=basis.term.first_date).id,
        issued_by=actor.person,
        issued_at=now,
    )
    last = Bill.objects.filter(school_id=place.school, term_id=term_id).order_by("-number").first()
    first_number = last.number + 1 if last else 1
    due = _due(place.school, basis)
    Bill.objects.bulk_create(
        [
            _bill(draft, issued, number, due, here, now)
            for number, draft in enumerate(drafts, start=first_number)
        ],
        batch_size=2_000,
    )
    return issued


def _bill(
    draft: DraftBill, issued: BillRound, number: int, due: date | None, here: dict[str, object], now: datetime
) -> Bill:
    lines = times_to_json(draft.times)
    amount = draft.amount
    return Bill(
        **here,
        id=new_id(),
        round=issued,
        pupil_id=draft.pupil_id,
        agreement_id=draft.agreement_id,
        item=draft.item,
        number=number,
        grade=draft.grade,
        price_fen=draft.facts.price.amount,
        units=draft.facts.units,
        gross_fen=amount.gross.amount,
        waived_fen=amount.waived.amount,
        net_fen=amount.net.amount,
        lines=lines,
        content_hash=content_hash({"lines": lines, "net_fen": amount.net.amount, "number": number}),
        due_date=due,
        issued_at=now,
    )


def _due(school_id: UUID, basis: Basis) -> date | None:
    """The tenth school day from the later of today and the first day; None past the known calendars."""
    start = max(basis.on, basis.term.first_date)
    try:
        days = [day for day in calendar_of(school_id, basis.term).school_days() if day > start]
    except UndeterminedDay:
        return None
    return days[min(PAY_WITHIN, len(days)) - 1] if days else basis.term.last_date


def _book(
    issued: BillRound,
    ledger: TermLedger,
    drafts: Sequence[DraftBill],
    bearer: Bearer,
    actor: Actor,
    now: datetime,
) -> None:
    keys = pupil_keys(ledger.id, [draft.pupil_id for draft in drafts])
    point = school_info(issued.school_id).short_code
    paper = Paper(
        subject_of("bill_round", issued.id),
        content_hash({"bills": issued.bill_count, "gross_fen": issued.gross_fen}),
    )

    def items(amounts: Iterable[Fen]) -> list[Item]:
        return [
            Item(keys[draft.pupil_id], point, amount)
            for draft, amount in zip(drafts, amounts, strict=True)
            if amount
        ]

    gross = items(draft.amount.gross for draft in drafts)
    waived = items(draft.amount.waived for draft in drafts)
    if gross:
        post(ledger=ledger, draft=bill_issued(gross), paper=paper, actor=actor, now=now)
    if waived:
        draft = waiver_granted(waived, bearer=bearer)
        post(ledger=ledger, draft=draft, paper=paper, actor=actor, now=now)


def _tell(place: Place, drafts: Sequence[DraftBill], actor: Actor, now: datetime, subject: str) -> None:
    pupils = [draft.pupil_id for draft in drafts]
    links = families_of(place.school, on=local_day(now), pupils=pupils)
    people = (link.guardian_id for link in links)
    text = "课后服务费账单已开出，可以查看明细和缴费办法。"
    notify(people, place=place, kind="bill_issued", text=text, now=now, link="/family/")
    record("bills.issued", actor=actor, place=place, subject=subject, now=now, detail={"bills": len(pupils)})
