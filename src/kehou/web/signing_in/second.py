"""The second step of signing in, and binding an app to an account (``access/second_factor.py``)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache

from kehou.platform.access import second_factor
from kehou.platform.access.attempts import forget_failures, is_shut, note_failure
from kehou.platform.access.endpoint import endpoint
from kehou.platform.access.models import Account
from kehou.platform.access.signing import KEEP_SECOND_FACTOR, SIGN_IN
from kehou.platform.clock.business import business_now
from kehou.platform.clock.wall import wall_now
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public.appointing import note_of_account
from kehou.web.identity import actor_of, lacks_second_factor
from kehou.web.signing_in.forms import BindingForm, SecondForm

BACKEND = "django.contrib.auth.backends.ModelBackend"
_WAITS, _SECRET = "waits_for_second", "secret_to_bind"
_WAITS_FOR = timedelta(minutes=10)
_SHUT = "输错太多次，请过一刻钟再试"


def way_on(account: Account, *, otherwise: str) -> str:
    """Where somebody goes who has just signed in: first to what is still lacking."""
    if account.has_first_password:
        return "own-password"
    return "second-factor" if lacks_second_factor(account, actor_of(account.person_id)) else otherwise


def wait_for_second(request: HttpRequest, account: Account, *, to: str) -> None:
    """Remember, until the code is typed, whose password was right."""
    ends = (wall_now() + _WAITS_FOR).timestamp()
    request.session[_WAITS] = [str(account.pk), account.get_session_auth_hash(), ends, to]


@never_cache
@endpoint(SIGN_IN)
def door(request: HttpRequest) -> HttpResponse:
    """Ask for the code; wrong ones count like wrong passwords."""
    account, otherwise = _waiting(request)
    if account is None:
        return redirect("sign-in")
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(form, account):
        forget_failures(account.login)
        start_session(request, account, backend=BACKEND)
        request.session.pop(_WAITS, None)
        return redirect(way_on(account, otherwise=otherwise))
    return render(request, "web/sign_in_second.html", {"form": form})


@never_cache
@endpoint(KEEP_SECOND_FACTOR)
def own(request: HttpRequest) -> HttpResponse:
    """Bind an app; once it is bound, have new recovery codes or take it away."""
    if not request.user.is_authenticated or not request.user.has_usable_password():
        return redirect("sign-in")
    account = Account.objects.get(pk=request.user.pk)
    if account.has_first_password:
        return redirect("own-password")
    return _keep(request, account) if account.has_second_factor else _bind(request, account)


def _bind(request: HttpRequest, account: Account) -> HttpResponse:
    secret = _secret(request)
    form = BindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _owns(form, account):
        try:
            codes = second_factor.bind(account, secret, form.cleaned_data["code"].strip())
        except second_factor.WrongCode:
            note_failure(account.login)
            form.add_error("code", "验证码不对。请核对手机的时间，填现在显示的数字")
        else:
            request.session.pop(_SECRET, None)
            update_session_auth_hash(request, account)
            note_of_account("account.second_factor_bound", account.person_id, now=business_now())
            return render(request, "web/recovery_codes.html", {"codes": codes})
    context = {
        "form": form,
        "address": second_factor.address_of_secret(secret, account.login),
        "secret": second_factor.secret_in_groups(secret),
        "is_demanded": lacks_second_factor(account, actor_of(account.person_id)),
    }
    return render(request, "web/second_factor_binding.html", context)


def _keep(request: HttpRequest, account: Account) -> HttpResponse:
    roles = [grant.role for grant in actor_of(account.person_id).grants]
    may_end = not second_factor.is_demanded_of(roles)
    form = BindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _owns(form, account) and _is_right(form, account):
        forget_failures(account.login)
        if request.POST.get("what") == "end" and may_end:
            second_factor.unbind(account)
            update_session_auth_hash(request, account)
            note_of_account("account.second_factor_ended", account.person_id, now=business_now())
            messages.success(request, "二次验证已经停用。")
            return redirect("home")
        codes = second_factor.renew_recovery_codes(account)
        return render(request, "web/recovery_codes.html", {"codes": codes})
    context = {"form": form, "left": second_factor.recovery_codes_left(account), "may_end": may_end}
    return render(request, "web/second_factor.html", context)


def _waiting(request: HttpRequest) -> tuple[Account | None, str]:
    """Whose password was right a short while ago, and is so still."""
    name, proof, ends, otherwise = request.session.get(_WAITS) or ("", "", 0, "")
    if not name or ends <= wall_now().timestamp():
        return None, ""
    account = Account.objects.filter(pk=UUID(name), is_active=True, has_second_factor=True).first()
    if account is None or not constant_time_compare(proof, account.get_session_auth_hash()):
        return None, ""
    return account, otherwise


def _secret(request: HttpRequest) -> bytes:
    """The secret that is being bound: it lies in the sealed session until its owner proved to have it."""
    if _SECRET not in request.session:
        request.session[_SECRET] = b64encode(second_factor.new_secret()).decode()
    return b64decode(request.session[_SECRET])


def _owns(form: KehouForm, account: Account) -> bool:
    """Whether whoever sits before an open session knows its password."""
    if is_shut(account.login):
        form.add_error(None, _SHUT)
        return False
    if not account.check_password(form.cleaned_data["present"]):
        note_failure(account.login)
        form.add_error("present", "密码不对")
        return False
    return True


def _is_right(form: KehouForm, account: Account) -> bool:
    if is_shut(account.login):
        form.add_error(None, _SHUT)
        return False
    if second_factor.accept(account, form.cleaned_data["code"]):
        return True
    note_failure(account.login)
    form.add_error("code", "验证码不对，或者已经用过。请等验证器换出新的数字再填")
    return False
