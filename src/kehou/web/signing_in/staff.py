"""Staff sign in by login and password, and everyone signs out."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import authenticate
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kehou.platform.access.attempts import WINDOW, forget_failures, is_shut, note_failure
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.models import Account
from kehou.platform.access.signing import SIGN_IN
from kehou.web.signing_in.forms import StaffForm
from kehou.web.signing_in.second import wait_for_second, way_on


@endpoint(SIGN_IN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: staff type login and password; families go on to their phone."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _opened(request, form)
        if account and account.has_second_factor:
            wait_for_second(request, account, to=_next(request))
            return redirect("sign-in-second")
        if account:
            start_session(request, account)
            return redirect(way_on(account, otherwise=_next(request)))
    return render(request, "web/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def _opened(request: HttpRequest, form: StaffForm) -> Account | None:
    """The account that login and password open; else the form says why not."""
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    if is_shut(login):
        minutes = WINDOW // timedelta(minutes=1)
        form.add_error(None, f"密码输错太多次，请{minutes}分钟后再试。")
        return None
    account = authenticate(request, username=login, password=password)
    if isinstance(account, Account):
        if not account.has_second_factor:  # else the password alone would wipe the count of guessed codes
            forget_failures(login)
        return account
    note_failure(login)
    form.add_error(None, "账号或密码不对，请核对后重新填写。")
    return None


@require_POST
@endpoint(SIGN_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    end_session(request)
    return redirect("home")


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else "/"
