"""The gate's small screen: groups counted, children let go one by one, visitors (A10.7, A10.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import parameters_for
from kehou.delivery.access import KEEP_GATE, KEEP_VISITORS
from kehou.delivery.board import GateChild, at_gate, kept_on, waiting_at
from kehou.delivery.collecting import PickUp, pick_ups, ways_home
from kehou.delivery.facts import ReleaseWay
from kehou.delivery.forms.safety import PassForm, VisitForm
from kehou.delivery.models import VisitorPass
from kehou.delivery.reach import gate_reach, in_afternoon_of
from kehou.delivery.services.releasing import ask_at_gate
from kehou.delivery.services.safety import issue_pass, record_late_pickup, record_visit
from kehou.delivery.services.together import release_together
from kehou.delivery.staying import Stay, stays_on
from kehou.delivery.views.here import Here, here, note_read
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.ui.grades import one_grade
from kehou.platform.ui.sent import id_sent, ids_sent, kind_sent
from kehou.registry.public import grades_of, names_of, pupils_of, staff_of

GROUP_DONE = {
    ReleaseWay.LINE: "路队{}人已放行",
    ReleaseWay.BUS: "{}人已上校车",
    ReleaseWay.DORMITORY: "{}人已回宿舍",
}


@dataclass(frozen=True, slots=True)
class Parted:
    """The children who are still here, by how they leave."""

    single: list[GateChild] = field(default_factory=list)
    kept: list[tuple[GateChild, Stay]] = field(default_factory=list)
    riders: list[GateChild] = field(default_factory=list)
    boarders: list[GateChild] = field(default_factory=list)
    lines: dict[str, list[GateChild]] = field(default_factory=dict)

    @property
    def out(self) -> list[GateChild]:
        """Those who go one by one and whose last lesson is over."""
        return [one for one in self.single if one.done]

    @property
    def still_in(self) -> dict[str, list[GateChild]]:
        """Those who go one by one and are still in a lesson, by class: seldom asked for, and many."""
        by_class: dict[str, list[GateChild]] = {}
        for one in self.single:
            if not one.done:
                by_class.setdefault(one.pupil.class_name, []).append(one)
        return by_class

    @property
    def is_empty(self) -> bool:
        """Whether nobody is waiting."""
        return not (self.single or self.kept or self.riders or self.boarders or self.lines)


@endpoint(KEEP_GATE)
def gate(request: KehouRequest) -> HttpResponse:
    """Who is still here: lines by course, and those who go one by one."""
    at = here(request, KEEP_GATE)
    reach = gate_reach(request.actor, at.place, at.term_id, on=at.today)
    kept = kept_on(at.place, at.term_id, on=at.today)
    waiting = waiting_at(at.place, on=at.today, kept=kept)
    grade_of = grades_of(at.place.school)
    mine = [pupil for pupil in waiting if pupil in grade_of and reach.covers(pupil)]
    shown, grades = one_grade(mine, request.GET.get("grade", ""), grade_of=grade_of.__getitem__)
    pupils = pupils_of(at.place.school, pupils=shown)
    children = at_gate(at.place, pupils, waiting, on=at.today, now=at.now, kept=kept)
    note_read(request, at.place, subject_of("term", at.term_id), at.now)
    known = ways_home(at.place.school, pupils, on=at.today)
    young = parameters_for(at.place, on=at.today).numbers("one_by_one_grades")
    stays = stays_on(at.place.school, at.today)
    parted = _parted(children, known, young, stays)
    passes = VisitorPass.objects.filter(school_id=at.place.school, day_date=at.today)
    context = {
        "parted": parted,
        "grades": grades,
        "keepers": staff_of(at.place.school) if parted.boarders else [],
        "today": at.today,
        "visit_form": VisitForm(),
        "pass_form": PassForm() if KEEP_VISITORS.permits(request.actor, at.place) else None,
        "passes": passes.order_by("-issued_at"),
    }
    return render(request, "delivery/gate.html", context)


@require_POST
@endpoint(KEEP_GATE)
def group(request: KehouRequest) -> HttpResponse:
    """Let a group go that was counted: a line, the riders of the bus, the boarders."""
    at = here(request, KEEP_GATE)
    pupils = ids_sent(request, "pupil")
    counted = request.POST.get("counted", "")
    way = kind_sent(request, "way", otherwise=ReleaseWay.LINE)
    release_together(
        actor=request.actor,
        now=at.now,
        place=at.place,
        term_id=at.term_id,
        pupil_ids=pupils,
        counted=int(counted) if counted.isdigit() else 0,
        way=way.value,
        keeper_id=id_sent(request, "keeper"),
    )
    messages.success(request, f"{GROUP_DONE[way].format(len(pupils))}，已告知家长。")
    return redirect("gate")


@endpoint(KEEP_GATE)
def child(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One child: who may take it, and whoever else asks for it."""
    at = here(request, KEEP_GATE)
    known = _known(request, at, pupil_id)
    if request.method == "POST":
        return _ask(request, at, pupil_id)
    note_read(request, at.place, subject_of("pupil", pupil_id), at.now)
    (pupil,) = pupils_of(at.place.school, pupils=[pupil_id])
    names = names_of([pupil_id, *(link.guardian_id for link in known.links)])
    context = {
        "pupil": pupil,
        "name": names.get(pupil_id, ""),
        "collectors": [(link, names.get(link.guardian_id, "")) for link in known.collectors],
        "barred": [(link, names.get(link.guardian_id, "")) for link in known.links if link.must_not_collect],
        "known": known,
    }
    return render(request, "delivery/gate_child.html", context)


@require_POST
@endpoint(KEEP_GATE)
def late_pickup(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """A child is not fetched: who stays, who was called."""
    at = here(request, KEEP_GATE)
    _known(request, at, pupil_id)
    record_late_pickup(
        actor=request.actor,
        now=at.now,
        place=at.place,
        term_id=at.term_id,
        pupil_id=pupil_id,
        called=request.POST.get("called", "")[:200],
    )
    messages.success(request, "已登记。请陪着孩子，直到家长来接。")
    return redirect("gate-child", pupil_id=pupil_id)


@require_POST
@endpoint(KEEP_GATE)
def visit(request: KehouRequest) -> HttpResponse:
    """Somebody from outside goes in or out, with a pass."""
    at = here(request, KEEP_GATE)
    form = VisitForm(request.POST)
    if form.is_valid():
        record_visit(
            actor=request.actor,
            now=at.now,
            place=at.place,
            goes_in=request.POST.get("way") != "out",
            **form.cleaned_data,
        )
        messages.success(request, "已登记进出。")
    else:
        messages.error(request, "请填写凭证编号。")
    return redirect("gate")


@require_POST
@endpoint(KEEP_VISITORS)
def visitor_pass(request: KehouRequest) -> HttpResponse:
    """Give somebody a pass for today."""
    at = here(request, KEEP_VISITORS)
    form = PassForm(request.POST)
    if form.is_valid():
        row = issue_pass(actor=request.actor, now=at.now, place=at.place, **form.cleaned_data)
        messages.success(request, f"已办理当天的凭证，编号{row.number}。")
    else:
        messages.error(request, "请填写姓名和事由。")
    return redirect("gate")


def _ask(request: KehouRequest, at: Here, pupil_id: UUID) -> HttpResponse:
    outcome = ask_at_gate(
        actor=request.actor,
        now=at.now,
        place=at.place,
        term_id=at.term_id,
        pupil_id=pupil_id,
        way=kind_sent(request, "way", otherwise=ReleaseWay.PERSON).value,
        to_person_id=id_sent(request, "to"),
        took_place=request.POST.get("took_place") == "yes",
        who=request.POST.get("who", ""),
    )
    if outcome.refusal is not None and outcome.incident_id is None:
        return render(request, "kehou/refusal.html", {"refusal": outcome.refusal}, status=409)
    if outcome.incident_id is not None:
        messages.error(request, "已如实登记，并报告安全主任和校长。请马上联系监护人。")
        return redirect("incident", incident_id=outcome.incident_id)
    messages.success(request, "已离校，已告知家长。")
    return redirect("gate")


def _known(request: KehouRequest, at: Here, pupil_id: UUID) -> PickUp:
    """One child of the afternoon whom the viewer lets go; of another nobody is told anything (DP3)."""
    reach = gate_reach(request.actor, at.place, at.term_id, on=at.today)
    if not (reach.covers(pupil_id) and in_afternoon_of([pupil_id], at.place, at.term_id, on=at.today)):
        raise Http404
    known = pick_ups(at.place.school, [pupil_id], on=at.today).get(pupil_id)
    if known is None:
        raise Http404
    return known


def _parted(
    children: list[GateChild],
    known: dict[UUID, PickUp],
    young: frozenset[int],
    stays: Mapping[UUID, Stay],
) -> Parted:
    """Who goes one by one, who is kept longer, and who leaves together (practice.md 9)."""
    found = Parted()
    for one in children:
        pick = known[one.pupil.id]
        if one.pupil.id in stays:
            found.kept.append((one, stays[one.pupil.id]))
        elif pick.has_barred or not one.done:
            found.single.append(one)
        elif pick.boards:
            found.boarders.append(one)
        elif pick.rides_bus:
            found.riders.append(one)
        elif one.pupil.grade in young:
            found.single.append(one)
        else:
            found.lines.setdefault(one.course, []).append(one)
    return found
