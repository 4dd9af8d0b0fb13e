"""The school's pages: publishing, telling families, answering, closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.notices.access import PUBLISH_NOTICE, SEE_NOTICES
from kehou.notices.forms import ReplyForm, TellingForm, WithdrawalForm
from kehou.notices.models import Notice
from kehou.notices.printing import print_board_notice, print_family_letter, print_gate_poster
from kehou.notices.queries import objections_of, unpublished, visible_notices
from kehou.notices.services.objecting import answer_objection, tell_families
from kehou.notices.services.publishing import close_notice, open_notice, withdraw_notice
from kehou.notices.showing import NoticePage, show_notice
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file

PAPERS = {"board": print_board_notice, "poster": print_gate_poster, "letter": print_family_letter}


@endpoint(SEE_NOTICES)
def index(request: KehouRequest) -> HttpResponse:
    """All notices in sight."""
    today = business_now().date()
    pages: list[NoticePage] = [show_notice(row, today=today) for row in visible_notices(request.actor)[:100]]
    waiting = unpublished(request.actor, on=today)
    return render(request, "notices/index.html", {"pages": pages, "waiting": waiting})


@endpoint(SEE_NOTICES)
def desk(request: KehouRequest, notice_id: UUID) -> HttpResponse:
    """One notice at the school's desk: what is left to do before it may close."""
    row = _notice(request, notice_id)
    context = {
        "page": show_notice(row, today=business_now().date()),
        "objections": objections_of(row),
        "tellings": row.tellings.order_by("told_at"),
        "telling_form": TellingForm(),
        "reply_form": ReplyForm(),
        "withdrawal_form": WithdrawalForm(),
        "may_publish": PUBLISH_NOTICE.permits(request.actor, row.place),
    }
    return render(request, "notices/desk.html", context)


@require_POST
@endpoint(PUBLISH_NOTICE)
def opening(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Publish an approved version."""
    row = open_notice(actor=request.actor, now=business_now(), version_id=version_id)
    messages.success(request, "公示已经开始。请张贴公示，并记录告知家长的方式。")
    return redirect("notice-desk", notice_id=row.id)


@require_POST
@endpoint(PUBLISH_NOTICE)
def telling(request: KehouRequest, notice_id: UUID) -> HttpResponse:
    """Record how families were told."""
    form = TellingForm(request.POST)
    if form.is_valid():
        tell_families(actor=request.actor, now=business_now(), notice_id=notice_id, **form.cleaned_data)
    else:
        messages.error(request, "请选择告知家长的方式。")
    return redirect("notice-desk", notice_id=notice_id)


@require_POST
@endpoint(PUBLISH_NOTICE)
def reply(request: KehouRequest, notice_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection."""
    form = ReplyForm(request.POST)
    if form.is_valid():
        answer_objection(
            actor=request.actor, now=business_now(), objection_id=objection_id, **form.cleaned_data
        )
    else:
        messages.error(request, "请填写答复，1000字以内。")
    return redirect("notice-desk", notice_id=notice_id)


@require_POST
@endpoint(PUBLISH_NOTICE)
def closing(request: KehouRequest, notice_id: UUID) -> HttpResponse:
    """End the period."""
    close_notice(actor=request.actor, now=business_now(), notice_id=notice_id)
    messages.success(request, "公示期满，可以与家长签订协议。")
    return redirect("notice-desk", notice_id=notice_id)


@require_POST
@endpoint(PUBLISH_NOTICE)
def withdrawal(request: KehouRequest, notice_id: UUID) -> HttpResponse:
    """Take the notice back, since the plan has to change."""
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        withdraw_notice(actor=request.actor, now=business_now(), notice_id=notice_id, **form.cleaned_data)
    else:
        messages.error(request, "请写明撤回的原因。")
    return redirect("notice-desk", notice_id=notice_id)


@endpoint(SEE_NOTICES)
def paper(request: KehouRequest, notice_id: UUID, kind: str) -> HttpResponse:
    """The notice for the board, the poster for the gate, or the letter to families, as PDF."""
    row, press = _notice(request, notice_id), PAPERS.get(kind)
    if press is None:
        raise Http404
    address = request.build_absolute_uri(reverse("notice", args=[row.code]))
    return shown_file(press(row, address=address), "notice.pdf")


def _notice(request: KehouRequest, notice_id: UUID) -> Notice:
    return get_object_or_404(visible_notices(request.actor), pk=notice_id)
