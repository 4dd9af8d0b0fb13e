"""Check everything, then sign once for all children after a code to the phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.agreements.public import PURPOSE, SIGN_AGREEMENT, prove_phone
from kehou.enrolment.answers import is_complete
from kehou.enrolment.forms.sitting import CodeForm
from kehou.enrolment.services.sitting import FilledIn, sign_together
from kehou.enrolment.showing import answer_rows, estimate_rows
from kehou.enrolment.sitting import Sitting, sittings_of
from kehou.kernel.actor import Actor
from kehou.platform.access.codes import CodeSentLately, issue_code
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.messages.sms import send_sms
from kehou.platform.ui.pieces import Answer, Fact
from kehou.registry.public import contacts_of, phone_token


@dataclass(frozen=True, slots=True)
class Checked:
    """One child on the page."""

    sitting: Sitting
    rows: list[Answer]
    estimate: list[Fact]


@endpoint(SIGN_AGREEMENT)
def signature(request: KehouRequest) -> HttpResponse:
    """Without a code the page sends one; with it, it signs."""
    family = _family(request.actor)
    ready = [sitting for sitting in family if _is_ready(sitting)]
    if not ready:
        messages.info(request, "先为孩子填好，再来签署。")
        return redirect("family")
    phone = _phone(ready[0])
    form = CodeForm(request.POST if request.POST.get("act") == "sign" else None)
    if request.method == "POST" and request.POST.get("act") == "code":
        _send(request, phone)
        return redirect("family-signature")
    if form.is_bound and form.is_valid():
        # A wrong code is no refusal: the count of tries must not be rolled back.
        if prove_phone(phone, form.cleaned_data["code"]):
            return _sign(request, ready)
        form.add_error("code", "验证码不对或已过期，请核对短信，或重新获取。")
    context = {
        "children": [_checked(sitting) for sitting in ready],
        "rest": [sitting for sitting in family if not _is_ready(sitting) and not sitting.signed],
        "form": form,
        "phone": f"{phone[:3]}****{phone[-4:]}",
        "sent": request.session.get("sign_code_sent", False),
    }
    return render(request, "enrolment/signature.html", context)


def _family(actor: Actor) -> list[Sitting]:
    return sittings_of(actor, now=business_now())


def _is_ready(sitting: Sitting) -> bool:
    return not sitting.signed and is_complete(sitting.answers, choosing=sitting.choosing)


def _checked(sitting: Sitting) -> Checked:
    rows = answer_rows(sitting.child, sitting.answers, sitting.offering, choosing=sitting.choosing)
    return Checked(sitting, rows, estimate_rows(sitting.estimate()) if sitting.choosing else [])


def _phone(sitting: Sitting) -> str:
    guardian = sitting.child.ward.guardian_id
    contact = contacts_of([guardian]).get(guardian)
    return contact.phone if contact else ""


def _send(request: KehouRequest, phone: str) -> None:
    request.session["sign_code_sent"] = True
    try:
        fresh = issue_code(phone_token(phone), purpose=PURPOSE)
    except CodeSentLately:
        messages.info(request, "验证码刚刚发过，请查看短信，一分钟后可以重新获取。")
        return
    send_sms(phone, f"【课后】您正在签署课后服务协议，验证码 {fresh}，10分钟内有效。请勿告诉他人。")


def _sign(request: KehouRequest, ready: list[Sitting]) -> HttpResponse:
    children = tuple(
        FilledIn(sitting.child.ward, sitting.child.at.term.id, sitting.answers, sitting.choosing)
        for sitting in ready
    )
    sign_together(actor=request.actor, now=business_now(), children=children, proven=True)
    request.session.pop("sign_code_sent", None)
    names = "、".join(sitting.child.name for sitting in ready)
    messages.success(request, f"已为{names}签好协议。可以随时下载，也可以随时退出。")
    return redirect("family")
