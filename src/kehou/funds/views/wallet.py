"""Where the payment channel calls back."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kehou.funds.facts.wallet import NONCE, SERIAL, SIGNATURE, SIGNATURE_TYPE, STAMP
from kehou.funds.receipts.access import RECEIVE_NOTICE
from kehou.funds.wallet.guards import MAX_BODY_BYTES
from kehou.funds.wallet.merchants import merchant_of, sight_of_line
from kehou.funds.wallet.services.settling import take_notice
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope
from kehou.registry.public import school_by_code


def scope_of_school(short_code: str) -> Scope:
    """The scope of the one school whose line calls back, and of who keeps its book. Raises Http404."""
    school = school_by_code(short_code)
    if school is None:
        raise Http404
    return sight_of_line(school.place)


@csrf_exempt
@require_POST
@endpoint(RECEIVE_NOTICE, scope=scope_of_school)
def notice(request: KehouRequest, short_code: str) -> HttpResponse:
    """One call-back. The channel sends it again until it hears yes."""
    school = school_by_code(short_code)
    merchant = merchant_of(school.id) if school else None
    if merchant is None or int(request.headers.get("Content-Length") or 0) > MAX_BODY_BYTES:
        raise Http404
    named = (SERIAL, STAMP, NONCE, SIGNATURE, SIGNATURE_TYPE)
    headers = {name: request.headers.get(name, "") for name in named}
    outcome = take_notice(merchant=merchant, headers=headers, body=request.body, now=business_now())
    if outcome.accepted:
        return HttpResponse(status=204)
    return JsonResponse({"code": "FAIL", "message": outcome.reason}, status=401)
