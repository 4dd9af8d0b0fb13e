"""Who may collect, on paper: dated and signed, for a day without network (security.md)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kehou.delivery.access import KEEP_GATE
from kehou.delivery.collecting import PickUp, pick_ups
from kehou.delivery.custody import expected_on
from kehou.delivery.reach import gate_reach
from kehou.delivery.staying import Stay, stays_on
from kehou.delivery.views.here import here, note_read
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.platform.sealed.keyring import lookup_token
from kehou.platform.ui.pieces import Link
from kehou.registry.public import names_of, pupils_of, school_info


@endpoint(KEEP_GATE)
def paper(request: KehouRequest) -> HttpResponse:
    """The list of the day by class, with a code that only the school's server can make again."""
    at = here(request, KEEP_GATE)
    reach = gate_reach(request.actor, at.place, at.term_id, on=at.today)
    everybody = expected_on(at.place.school, at.term_id, at.today)
    expected = {pupil for pupil in everybody if reach.covers(pupil)}
    known = pick_ups(at.place.school, expected, on=at.today)
    pupils = pupils_of(at.place.school, pupils=expected)
    stays = stays_on(at.place.school, at.today)
    people = {link.guardian_id for pick in known.values() for link in pick.links}
    names = names_of({*expected, *people})
    note_read(request, at.place, subject_of("term", at.term_id), at.now)
    lines: dict[str, list[tuple[str, str, str]]] = {}
    for pupil in pupils:
        pick = known[pupil.id]
        lines.setdefault(pupil.class_name, []).append(
            (
                names.get(pupil.id, ""),
                "、".join(
                    f"{names.get(link.guardian_id, '')}（{link.relation_name}）" for link in pick.collectors
                ),
                _note(pick, stays.get(pupil.id)),
            )
        )
    content = {"day": at.today.isoformat(), "lines": lines}
    context = {
        "school": school_info(at.place.school).name,
        "today": at.today,
        "now": at.now,
        "classes": lines.items(),
        "jumps": [Link(name, f"#class-{place}") for place, name in enumerate(lines, start=1)],
        "code": lookup_token(content_hash(content), kind="collectors")[:12].upper(),
    }
    return render(request, "delivery/collectors.html", context)


def _note(pick: PickUp, stay: Stay | None) -> str:
    notes = []
    if pick.has_barred:
        notes.append("有人不得接")
    if pick.may_go_alone:
        notes.append("可自己回家")
    if pick.rides_bus:
        notes.append("乘校车")
    if pick.boards:
        notes.append("回宿舍")
    if stay:
        notes.append(f"延时托管到{stay.ends:%H:%M}")
    return "；".join(notes)
