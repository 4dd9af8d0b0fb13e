"""The family's page of today: where each child is, until when, who collects; leave and answers (A10.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import ASK_LEAVE, CONSENT_ALONE, EXPLAIN_ABSENCE, SEE_TODAY
from kehou.delivery.facts import Custody, ReleaseWay
from kehou.delivery.forms.families import AbsenceForm, EvidenceForm, LeaveForm
from kehou.delivery.models import LeaveRequest
from kehou.delivery.models.families import LEAVE_REASONS
from kehou.delivery.public.afternoon import Afternoon, AfternoonPart, days_of
from kehou.delivery.services.families import add_evidence, ask_leave, consent_alone
from kehou.delivery.services.handing import explain_absence
from kehou.delivery.wording import FAMILY_STATES, FAMILY_TONES, WAY_NAMES
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.places import Place
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.files.storing import keep_scan
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.wording import day
from kehou.registry.public import PupilInfo, names_of, term_at_hand


@dataclass(frozen=True, slots=True)
class TodayCard:
    """One child today."""

    pupil: PupilInfo
    name: str
    afternoon: Afternoon
    state: str
    tone: Tone
    collectors: tuple[str, ...]
    left: str
    asks: bool
    ahead: tuple[AfternoonPart, ...]


@endpoint(SEE_TODAY)
def today(request: KehouRequest) -> HttpResponse:
    """All children of the family, as they are now."""
    now = business_now()
    cards = list(_cards(request.actor, now))
    return render(request, "delivery/today.html", {"cards": cards, "now": now})


@endpoint(ASK_LEAVE)
def leave(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Ask leave for one child."""
    now = business_now()
    ward = ward_of(request.actor, pupil_id)
    term = term_at_hand(ward.place.code, on=now.date())
    form = LeaveForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(now),
    )
    if request.method == "POST" and form.is_valid():
        ask_leave(
            actor=request.actor,
            now=now,
            pupil_id=pupil_id,
            term_id=term.id,
            from_date=form.cleaned_data["from_date"],
            until_date=form.until_date,
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            evidence_id=_kept(request, ward, form, now),
        )
        messages.success(
            request,
            f"{day(form.cleaned_data['from_date'])}起的假已经请好，学校已经收到。再点“请假”可以看到请过的假。",
        )
        return redirect("family-today")
    return _show_leave(request, pupil_id, form, {}, term.id)


@require_POST
@endpoint(ASK_LEAVE)
def evidence(request: KehouRequest, pupil_id: UUID, request_id: UUID) -> HttpResponse:
    """Hand in the proof of a leave that the school has not answered yet."""
    now = business_now()
    ward = ward_of(request.actor, pupil_id)
    form = EvidenceForm(request.POST, request.FILES, auto_id=f"{request_id}-%s")
    if not form.is_valid():
        term = term_at_hand(ward.place.code, on=now.date())
        return _show_leave(request, pupil_id, LeaveForm(initial=_initial(now)), {request_id: form}, term.id)
    add_evidence(actor=request.actor, now=now, request_id=request_id, scan=form.cleaned_data["evidence"])
    messages.success(request, "证明已经交给学校。")
    return redirect("family-leave", pupil_id=pupil_id)


def _initial(now: datetime) -> dict[str, object]:
    return {"from_date": now.date(), "last_date": now.date(), "reason": "illness"}


def _show_leave(
    request: KehouRequest,
    pupil_id: UUID,
    form: LeaveForm,
    proofs: Mapping[UUID, EvidenceForm],
    term_id: UUID,
) -> HttpResponse:
    """``proofs`` are those forms below earlier leaves in which something was wrong."""
    rows = LeaveRequest.objects.filter(pupil_id=pupil_id, term_id=term_id).select_related("answer")
    reasons = dict(LEAVE_REASONS)
    earlier = [
        (
            row,
            reasons[row.reason],
            getattr(row, "answer", None),
            proofs.get(row.id) or EvidenceForm(auto_id=f"{row.id}-%s"),
        )
        for row in rows.order_by("-asked_at")
    ]
    name = names_of([pupil_id]).get(pupil_id, "")
    context = {"form": form, "name": name, "earlier": earlier, "pupil_id": pupil_id}
    return render(request, "delivery/leave.html", context)


@require_POST
@endpoint(EXPLAIN_ABSENCE)
def absence(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Say where a child is that did not come."""
    ward = ward_of(request.actor, pupil_id)
    now = business_now()
    form = AbsenceForm(request.POST)
    if form.is_valid():
        term = term_at_hand(ward.place.code, on=now.date())
        explain_absence(
            actor=request.actor,
            now=now,
            place=ward.place,
            term_id=term.id,
            pupil_id=pupil_id,
            words=form.cleaned_data["words"],
        )
        messages.success(request, "谢谢，学校已经知道孩子在哪里。")
    else:
        messages.error(request, "请写明孩子现在在哪里。")
    return redirect("family-today")


@require_POST
@endpoint(CONSENT_ALONE)
def alone(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Let a child go home alone, or no longer."""
    given = request.POST.get("given") == "yes"
    consent_alone(actor=request.actor, now=business_now(), pupil_id=pupil_id, given=given)
    messages.success(request, "已同意孩子自己回家。" if given else "已收回，孩子要由家长来接。")
    return redirect("family-today")


def _cards(actor: Actor, now: datetime) -> Iterable[TodayCard]:
    """A card for each child on the roll, with as many questions for one child as for several."""
    by_place: dict[Place, list[UUID]] = {}
    for ward in actor.wards:
        by_place.setdefault(ward.place, []).append(ward.pupil_id)
    pupils: dict[UUID, PupilInfo] = {}
    afternoons: dict[UUID, Afternoon] = {}
    ahead: dict[UUID, tuple[AfternoonPart, ...]] = {}
    names: dict[UUID, str] = {}
    for place, ids in by_place.items():
        found = days_of(ids, place=place, on=now.date(), named=True)
        pupils |= {pupil.id: pupil for pupil in found.pupils}
        afternoons |= found.afternoons
        ahead |= found.ahead
        names |= found.names
    for ward in actor.wards:
        if ward.pupil_id in pupils:
            yield _card(pupils[ward.pupil_id], afternoons[ward.pupil_id], names, ahead[ward.pupil_id])


def _card(
    pupil: PupilInfo, found: Afternoon, names: Mapping[UUID, str], ahead: tuple[AfternoonPart, ...]
) -> TodayCard:
    return TodayCard(
        pupil=pupil,
        name=names.get(pupil.id, "孩子"),
        afternoon=found,
        state=FAMILY_STATES[found.custody] if found.custody else "今天没有课后服务",
        tone=FAMILY_TONES[found.custody] if found.custody else Tone.PLAIN,
        collectors=tuple(names.get(person, "") for person in found.collector_ids),
        left=_left(found, names),
        asks=found.custody is Custody.UNACCOUNTED,
        ahead=ahead,
    )


def _left(found: Afternoon, names: Mapping[UUID, str]) -> str:
    if found.left_by is ReleaseWay.DORMITORY:
        return f"回宿舍，由{names.get(found.left_with, '') if found.left_with else ''}接收"
    if found.left_with:
        return f"由{names.get(found.left_with, '')}接走"
    return WAY_NAMES[found.left_by] if found.left_by else ""


def _kept(request: KehouRequest, ward: Ward, form: LeaveForm, now: datetime) -> UUID | None:
    proof = form.cleaned_data["evidence"]
    if proof is None:
        return None
    return keep_scan(proof, place=ward.place, purpose="leave", actor=request.actor, now=now)
