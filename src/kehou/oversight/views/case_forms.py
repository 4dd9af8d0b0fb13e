"""Which forms a case's page shows: those of the steps that may follow now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.oversight.forms.cases import (
    AcceptForm,
    AnswerForm,
    BriefForm,
    DecisionForm,
    DemandForm,
    HandlerForm,
    ReasonForm,
    RecheckForm,
    TransferForm,
)
from kehou.oversight.models import Case
from kehou.oversight.queries.cases import CaseFile
from kehou.oversight.rules import TRANSITIONS, VIOLATIONS, CaseState
from kehou.platform.access.holding import holders
from kehou.registry.public import names_of, staff_of

_LOOKED_INTO = frozenset(
    {CaseState.ACCEPTED, CaseState.INVESTIGATING, CaseState.EXTENDED, CaseState.REOPENED}
)


def forms_of(found: CaseFile, actor: Actor, now: datetime) -> dict[str, Any]:
    """The forms by name; a step that cannot be taken now, or not by this person, has none."""
    place = Place(found.case.county_code)
    open_events = {
        event
        for event in TRANSITIONS.events_from(found.case.state)
        if actor.holds_any(TRANSITIONS.arrow(found.case.state, event).roles, place)
    }
    case = found.case
    shown: dict[str, Any] = {"events": open_events}
    if "accept" in open_events:
        people = concerned_choices(found.case, place, now)
        shown["accept_form"] = AcceptForm(people=people, initial={"kind": case.kind})
    if "assign" in open_events:
        shown["handler_form"] = HandlerForm(
            people=_officers(place, now), initial={"handler_id": case.handler_id}
        )
    if case.state in _LOOKED_INTO and case.concerned_school_id and "assign" in open_events:
        shown["brief_form"] = BriefForm(auto_id="brief-%s")
    for event, name, form in (
        ("reject", "reason_form", ReasonForm),
        ("pass_on", "reason_form", ReasonForm),
        ("extend", "extension_form", ReasonForm),
        ("decide", "decision_form", DecisionForm),
        ("transfer", "transfer_form", TransferForm),
        ("reply", "reply_form", AnswerForm),
    ):
        if event in open_events:
            shown[name] = form(auto_id=f"{event}-%s")
    if _may_order(found, open_events):
        shown["demand_form"] = DemandForm(auto_id="order-%s")
    if "close" in open_events:
        shown["recheck_form"] = RecheckForm(auto_id="recheck-%s")
    return shown


def concerned_choices(case: Case, place: Place, now: datetime) -> list[tuple[str, str]]:
    """Who may be complained of: the staff of the school concerned, and the county's own officers."""
    staff = staff_of(case.concerned_school_id) if case.concerned_school_id else []
    return [*((str(person.id), person.name) for person in staff), *_officers(place, now)]


def _may_order(found: CaseFile, events: set[str]) -> bool:
    outcomes = [step.outcome for step in found.steps if step.event == "decide"]
    return "order" in events and bool(outcomes) and outcomes[-1] in VIOLATIONS


def _officers(place: Place, now: datetime) -> list[tuple[str, str]]:
    people = [
        person
        for role in (Role.COUNTY_OFFICER, Role.COUNTY_APPROVER)
        for person in holders(role, place, on=now.date())
    ]
    names = names_of(people)
    return [(str(person), names.get(person, "未登记姓名")) for person in dict.fromkeys(people)]
