"""The accountant's desk: the book, the bills, reminders, the aid list, the fee board."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.delivery.public import care_price
from kehou.funds.bills.board import fee_board
from kehou.funds.bills.desk import bill_page, bill_rows, bill_workbook, bills_of
from kehou.funds.bills.searching import bills_in, bills_meant, bills_named
from kehou.funds.bills.services.cancelling import cancel_bill
from kehou.funds.bills.services.issuing import issue_bills, issue_care_bills, preview_bills
from kehou.funds.bills.services.lowering import lower_price
from kehou.funds.book import ledger_of
from kehou.funds.family.reading import account_of
from kehou.funds.family.showing import account_page
from kehou.funds.models import Bill
from kehou.funds.public import fee_totals
from kehou.funds.receipts.access import ISSUE_BILLS, REMIND_FAMILIES, SEE_BILLS
from kehou.funds.receipts.services.reminding import act_on_arrears
from kehou.funds.views.finding import BillSearch, NameForm
from kehou.funds.views.forms import PriceForm, mistakes
from kehou.funds.views.places import school_term
from kehou.funds.views.tabs import ways
from kehou.plans.public import approved_plan, approved_version_id
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file, taken_file
from kehou.registry.public import SchoolInfo, TermInfo, classes_of, names_of, schools_under
from kehou.rulebook.facts.receipts import ArrearsMeasure


@endpoint(SEE_BILLS)
def index(request: KehouRequest) -> HttpResponse:
    """Whose money?"""
    schools = schools_under(request.actor.places(SEE_BILLS.roles))
    if len(schools) == 1:
        return redirect("school-bills", school_id=schools[0].id)
    rows = [(school, reverse("school-bills", args=[school.id])) for school in schools]
    return render(request, "funds/schools.html", {"rows": rows})


@endpoint(SEE_BILLS)
def desk(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """A school's bills of the term, all or those looked for, and what they add up to."""
    school, term = school_term(request, SEE_BILLS, school_id)
    search, by_name = BillSearch(request.GET, classes=classes_of(school.id)), NameForm.of(request)
    found = _looked_for(bills_of(school.id, term.id), school, term, search, by_name.words)
    page = bill_page(found, request.GET.get("page"))
    rows = bill_rows(page.object_list, term)
    subject, act = subject_of("school", school.id), "bills.searched" if by_name.words else "bills.read"
    record(act, actor=request.actor, place=school.place, subject=subject, now=business_now())
    context = {
        "search": search,
        "by_name": by_name,
        "is_search": by_name.words or any(search.cleaned_data.values()),
        "school": school,
        "ways": ways(request, school),
        "term": term,
        "ledger": ledger_of(school.id, term.id),
        "totals": fee_totals(school.id, term.id),
        "page": page,
        "rows": rows,
        "has_plan": approved_version_id(school.id, term.id) is not None,
        "care_price": care_price(school.id, term.id),
        "may_issue": ISSUE_BILLS.permits(request.actor, school.place),
        "price": PriceForm(),
    }
    return render(request, "funds/bills.html", context)


def _looked_for(
    bills: QuerySet[Bill], school: SchoolInfo, term: TermInfo, search: BillSearch, name: str
) -> QuerySet[Bill]:
    wanted = search.cleaned_data if search.is_valid() else {}
    if wanted.get("class_id"):
        bills = bills_in(bills, school_id=school.id, class_id=wanted["class_id"])
    if wanted.get("q"):
        bills = bills_meant(bills, term, wanted["q"])
    return bills_named(bills, name) if name else bills


@endpoint(ISSUE_BILLS)
def issue(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """What would be billed; and issue bills to everyone who has none yet."""
    school, term = school_term(request, ISSUE_BILLS, school_id)
    actor, now, place = request.actor, business_now(), school.place
    if request.method != "POST":
        preview = preview_bills(actor=actor, now=now, place=place, term_id=term.id)
        return render(request, "funds/bill_round.html", {"school": school, "term": term, "preview": preview})
    issued = issue_bills(actor=actor, now=now, place=place, term_id=term.id)
    messages.success(request, f"已开出{issued.bill_count}张账单，并通知了家长。")
    return redirect("school-bills", school_id=school_id)


@require_POST
@endpoint(ISSUE_BILLS)
def issue_care(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Issue bills of the extended care that no bill bears yet."""
    school, term = school_term(request, ISSUE_BILLS, school_id)
    issued = issue_care_bills(actor=request.actor, now=business_now(), place=school.place, term_id=term.id)
    messages.success(request, f"已开出{issued.bill_count}张延时托管账单，并通知了家长。")
    return redirect("school-bills", school_id=school_id)


@require_POST
@endpoint(REMIND_FAMILIES)
def reminder(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Remind families of bills that are past their day; nothing else follows."""
    school, term = school_term(request, REMIND_FAMILIES, school_id)
    count = act_on_arrears(
        actor=request.actor,
        now=business_now(),
        place=school.place,
        term_id=term.id,
        measure=ArrearsMeasure.REMIND,
    )
    messages.success(request, f"已提醒{count}个家庭。" if count else "没有过期未缴的账单，不用提醒。")
    return redirect("school-bills", school_id=school_id)


@require_POST
@endpoint(ISSUE_BILLS)
def price(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Lower the price for the rest of the term's bills, and give the difference back."""
    school, term = school_term(request, ISSUE_BILLS, school_id)
    form = PriceForm(request.POST)
    if form.is_valid() and form.cleaned_data["price"] is not None:
        count = lower_price(
            actor=request.actor, now=business_now(), place=school.place, term_id=term.id, **form.cleaned_data
        )
        messages.success(request, f"已按新单价冲减{count}张账单，已缴的差额转为退费。")
    else:
        messages.error(request, mistakes(form))
    return redirect("school-bills", school_id=school_id)


@endpoint(SEE_BILLS)
def workbook(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """All bills as a workbook."""
    school, term = school_term(request, SEE_BILLS, school_id)
    now = business_now()
    subject = subject_of("school", school.id)
    record("bills.exported", actor=request.actor, place=school.place, subject=subject, now=now)
    return taken_file(bill_workbook(school, term, at=now), "bills.xlsx")


@endpoint(SEE_BILLS)
def board(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """The row for the school's fee board, as PDF."""
    school, term = school_term(request, SEE_BILLS, school_id)
    plan = approved_plan(school.id, term.id)
    if plan is None:
        raise Http404
    return shown_file(fee_board(plan, school, term, at=business_now()), "fee-board.pdf")


@endpoint(SEE_BILLS)
def bill(request: KehouRequest, bill_id: UUID) -> HttpResponse:
    """One bill with its payments and refunds."""
    rows = Bill.objects.filter(SEE_BILLS.rows_for(request.actor)).select_related("round")
    row = get_object_or_404(rows, pk=bill_id)
    now, subject = business_now(), subject_of("bill", row.id)
    record("bill.read", actor=request.actor, place=row.place, subject=subject, now=now)
    context = {
        "bill": row,
        "name": names_of([row.pupil_id]).get(row.pupil_id, "已离校学生"),
        "page": account_page(account_of(row), school_id=row.school_id),
        "may_issue": ISSUE_BILLS.permits(request.actor, row.place),
    }
    return render(request, "funds/bill.html", context)


@require_POST
@endpoint(ISSUE_BILLS)
def cancellation(request: KehouRequest, bill_id: UUID) -> HttpResponse:
    """Take a bill back on which nothing has moved."""
    row = cancel_bill(actor=request.actor, now=business_now(), bill_id=bill_id)
    messages.success(request, "账单已撤销，可以重新开出。")
    return redirect("school-bills", school_id=row.school_id)
