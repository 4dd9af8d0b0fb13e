"""Staff sign in by login and password, and everyone signs out."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.signing import SIGN_IN
from kehou.web.signing_in.forms import StaffForm


@endpoint(SIGN_IN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: staff type login and password; families go on to their phone."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(
            request, username=form.cleaned_data["login"], password=form.cleaned_data["password"]
        )
        if account:
            start_session(request, account)
            return redirect(_next(request))
        form.add_error(None, "账号或密码不对。请核对后重新填写；忘记密码请联系本单位的系统管理员")
    return render(request, "web/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


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
