"""Staff choose their own password: at once in place of a first one, and whenever they like."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kehou.platform.access.attempts import forget_failures, is_shut, note_failure
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.models import Account
from kehou.platform.access.passwords import choose_password
from kehou.platform.access.signing import CHANGE_PASSWORD
from kehou.web.signing_in.forms import OwnPasswordForm
from kehou.web.signing_in.second import way_on


@endpoint(CHANGE_PASSWORD)
def own_password(request: HttpRequest) -> HttpResponse:
    """Choose another password; the account's other sessions end."""
    if not request.user.is_authenticated or not request.user.has_usable_password():
        return redirect("sign-in")
    account = Account.objects.get(pk=request.user.pk)
    form = OwnPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and _is_good(form, account):
        choose_password(account, form.cleaned_data["chosen"])
        update_session_auth_hash(request, account)
        messages.success(request, "密码已经改好，下次用新密码登录。")
        return redirect(way_on(account, otherwise="home"))
    return render(request, "web/own_password.html", {"form": form, "is_first": account.has_first_password})


def _is_good(form: OwnPasswordForm, account: Account) -> bool:
    """Whether all is filled in well; wrong present passwords count as they do at the door."""
    if is_shut(account.login):
        form.add_error(None, "密码输错太多次，请过一刻钟再试。")
        return False
    if not form.is_valid():
        return False
    if not account.check_password(form.cleaned_data["present"]):
        note_failure(account.login)
        form.add_error("present", f"{form.fields['present'].label}不对。")
        return False
    forget_failures(account.login)
    return True
