"""The public account: readable by anyone, with the file that makes its figures again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kehou.funds.access import READ_ACCOUNT
from kehou.funds.accounts.reading import (
    account_by_id,
    accounts_of,
    recomputable,
    scope_of_account,
    shares_shown,
)
from kehou.funds.accounts.showing import account_page
from kehou.funds.models import PublicAccount
from kehou.kernel.fen import ZERO
from kehou.ledger.chain import canonical
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.registry.public import school_by_code, school_info


@endpoint(READ_ACCOUNT)
def index(request: KehouRequest, short_code: str) -> HttpResponse:
    """The accounts of a school, the latest first."""
    school = school_by_code(short_code)
    if school is None:
        raise Http404
    rows = PublicAccount.objects.filter(school_id=school.legal_person_id).order_by("-published_at")
    return render(request, "funds/accounts.html", {"school": school, "rows": rows})


@endpoint(READ_ACCOUNT, scope=scope_of_account)
def account(request: KehouRequest, account_id: UUID) -> HttpResponse:
    """One account as it was published, with its earlier versions and every share by code."""
    row = account_by_id(account_id)
    versions = accounts_of(row.ledger_id)
    shares, taken = shares_shown(row, request.GET.get("page"))
    context = {
        "page": account_page(row),
        "school": school_info(row.school_id),
        "versions": versions,
        "latest": versions[0],
        "taken": taken if row.id == versions[0].id else ZERO,
        "shares": shares,
    }
    return render(request, "funds/account.html", context)


@endpoint(READ_ACCOUNT, scope=scope_of_account)
def figures(request: KehouRequest, account_id: UUID) -> HttpResponse:  # noqa: ARG001  (a view)
    """The file by which a visitor makes shares, totals and the chain's head again."""
    content = canonical(recomputable(account_by_id(account_id)))
    return HttpResponse(content, content_type="application/json")
