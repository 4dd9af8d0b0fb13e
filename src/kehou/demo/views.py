"""The demo's own pages: who one can be, the inbox that stands in for phones, and the clock."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.demo.inbox import texts
from kehou.demo.people import STAFF, STAGES, family_phones
from kehou.demo.rolls import SCHOOLS
from kehou.demo.wallets import pay
from kehou.platform.access.actions import grants
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.access.models import Account
from kehou.platform.clock.business import business_now, set_business_now
from kehou.platform.ui.pieces import DemoPerson
from kehou.registry.public import division_name

MOST_TEXTS = 20
TRY_DEMO = grants("demo.try", anyone=True)


@endpoint(TRY_DEMO)
def people(request: KehouRequest) -> HttpResponse:
    """Everyone that one can sign in as, by place."""
    schools = {school.key: school.name for school in SCHOOLS}
    places: dict[tuple[str, str], list[DemoPerson]] = {}
    for person in STAFF:
        place = person.of or schools.get(person.school) or division_name(person.code)
        shown = DemoPerson(person.key, person.name, role="", place="", try_this=person.try_this)
        places.setdefault((place, STAGES.get(person.school, "")), []).append(shown)
    return render(request, "demo/people.html", {"places": places, "families": family_phones()})


@require_POST
@endpoint(TRY_DEMO)
def entrance(request: KehouRequest) -> HttpResponse:
    """Sign in as someone of the demo."""
    known = {person.key: person for person in STAFF}
    key = request.POST.get("person", "")
    account = get_object_or_404(Account, login=key if key in known else "")
    start_session(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session["person_name"] = known[key].name
    return redirect("home")


@endpoint(TRY_DEMO)
def inbox(request: KehouRequest) -> HttpResponse:
    """The latest texts that phones would have received."""
    return render(request, "demo/inbox.html", {"texts": texts()[:MOST_TEXTS]})


@require_POST
@endpoint(TRY_DEMO)
def payment(request: KehouRequest, order_id: UUID) -> HttpResponse:
    """Pay an order as the family's phone would; the call-back of the gateway settles it."""
    if pay(order_id):
        messages.success(request, "演示：手机已付款，微信支付正在通知学校。")
    else:
        messages.error(request, "演示：这笔付款现在不能付。")
    return redirect("home")


@require_POST
@endpoint(TRY_DEMO)
def next_day(request: KehouRequest) -> HttpResponse:  # noqa: ARG001  (a view)
    """Move the business clock to nine o'clock of the next day."""
    tomorrow = business_now() + timedelta(days=1)
    set_business_now(tomorrow.replace(hour=9, minute=0, second=0, microsecond=0))
    return redirect("home")
