"""A family signs in: phone, code, and where several people share the phone, which of them it is."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth import login as start_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kehou.platform.access.codes import CodeSentLately, accept_code, issue_code
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.models import Account
from kehou.platform.access.signing import SIGN_IN
from kehou.platform.database.rows import new_id
from kehou.platform.messages.sms import send_sms
from kehou.registry.public import PhoneOwner, owners_of, phone_token
from kehou.web.signing_in.forms import CodeForm, PhoneForm

PURPOSE = "sign_in"


@endpoint(SIGN_IN)
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for the phone; send a code. An unknown phone gets the same answer as a known one."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["phone"]
        request.session["phone"] = number
        _send_code(number)
        return redirect("sign-in-code")
    return render(request, "web/sign_in_phone.html", {"form": form})


@endpoint(SIGN_IN)
def code(request: HttpRequest) -> HttpResponse:
    """Check the code; where one person answers the phone, sign in at once."""
    number = request.session.get("phone")
    if not number:
        return redirect("sign-in-family")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if accept_code(phone_token(number), form.cleaned_data["code"], purpose=PURPOSE):
            request.session["proven_phone"] = number
            return _who(request, owners_of(number))
        form.add_error("code", "验证码不对或已过期，请核对短信，或重新获取")
    return render(request, "web/sign_in_code.html", {"form": form, "phone": number})


@endpoint(SIGN_IN)
def person(request: HttpRequest) -> HttpResponse:
    """Several people share this phone: which one is it?"""
    number = request.session.get("proven_phone")
    if not number:
        return redirect("sign-in-family")
    owners = owners_of(number)
    chosen = request.POST.get("name", "")
    match = [owner for owner in owners if owner.name == chosen]
    return _enter(request, match[0]) if match else _ask(request, owners)


def _send_code(number: str) -> None:
    token = phone_token(number)
    if not owners_of(number):
        return
    try:
        fresh = issue_code(token, purpose=PURPOSE)
    except CodeSentLately:
        return
    send_sms(number, f"【课后】您的登录验证码是 {fresh}，10分钟内有效。请勿告诉他人。")


def _who(request: HttpRequest, owners: list[PhoneOwner]) -> HttpResponse:
    return _enter(request, owners[0]) if len(owners) == 1 else redirect("sign-in-person")


def _ask(request: HttpRequest, owners: list[PhoneOwner]) -> HttpResponse:
    return render(request, "web/sign_in_person.html", {"owners": owners})


def _enter(request: HttpRequest, owner: PhoneOwner) -> HttpResponse:
    name = sha256(f"{phone_token(request.session['proven_phone'])}:{owner.name}".encode()).hexdigest()
    account, _ = Account.objects.get_or_create(
        login=f"family:{name}", defaults={"person_id": new_id(), "password": "!"}
    )
    start_session(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session["guardians"] = [[county, str(guardian)] for county, guardian in owner.guardians]
    request.session["person_name"] = owner.name
    return redirect("home")
