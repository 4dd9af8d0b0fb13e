"""Article 2: taking part and choosing courses rest on the family's free will (A2.1, A2.2, A2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kehou.kernel.ids import CourseId, PupilId, SlotId
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.agreement import AgreementText, ClassSignings, ForbiddenTerm
from kehou.rulebook.facts.enrolment import Chooser, PlacementFacts, Wish
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A2.4")
def family_chooses(wish: Wish, _: Parameters) -> Iterator[Verdict]:
    """A wish is entered by the family, never by the school on its own (A2.4)."""
    yield verdict("A2.4", "wish_not_by_family", wish.chooser is not Chooser.STAFF)


@cites("A2.2", "A2.4")
def nobody_is_placed_unasked(placement: PlacementFacts, _: Parameters) -> Iterator[Verdict]:
    """The school adds no pupil who did not wish for the slot, and no course that nobody chose (A2.2, A2.4).

    A homework room counts as chosen by everyone who wished for its slot.
    """
    wished = {(wish.pupil_id, wish.slot_id): frozenset(wish.courses) for wish in placement.wishes}
    unasked: list[Fault] = []
    unchosen: list[Fault] = []
    for seat in placement.seats:
        courses = wished.get((seat.pupil_id, seat.slot_id))
        if courses is None:
            unasked.append((_seat_path(seat.pupil_id, seat.slot_id), {}))
        elif seat.course_id not in courses | placement.fallback:
            unchosen.append((_seat_path(seat.pupil_id, seat.slot_id, seat.course_id), {}))
    yield from each_fault("A2.2", "placed_without_wish", unasked)
    yield from each_fault("A2.4", "course_not_chosen", unchosen)


@cites("A2.1")
def agreement_lets_leave(text: AgreementText, _: Parameters) -> Iterator[Verdict]:
    """No term of an agreement forbids a family to leave (A2.1)."""
    yield verdict(
        "A2.1", "agreement_forbids_leaving", ForbiddenTerm.FORBIDS_LEAVING not in text.forbidden_terms
    )


@cites("A2.2")
def class_did_not_sign_at_once(signings: ClassSignings, parameters: Parameters) -> Iterator[Verdict]:
    """A whole class that joins within minutes is looked at, unless a parents' meeting explains it (A2.2).

    The signal asks and never accuses: it warns and hands the question to the county.
    """
    joined = sorted(signings.joined_at)
    is_large = signings.pupil_count >= parameters.count("coercion_min_class")
    everyone = is_large and bool(joined) and len(joined) >= signings.pupil_count
    window = timedelta(minutes=parameters.minutes("coercion_window_min"))
    at_once = everyone and joined[-1] - joined[0] <= window
    yield verdict(
        "A2.2",
        "class_signed_at_once",
        not at_once or _explained(signings, joined),
        effect=Effect.WARN,
        subject=f"class/{signings.class_code}",
        found=len(joined),
        base=signings.pupil_count,
        window=parameters.minutes("coercion_window_min"),
    )


def _explained(signings: ClassSignings, joined: Sequence[datetime]) -> bool:
    return any(
        meeting.starts_at <= joined[0] and joined[-1] < meeting.ends_at for meeting in signings.meetings
    )


def _seat_path(pupil: PupilId, slot: SlotId, course: CourseId | None = None) -> str:
    path = f"pupil/{pupil}/slot/{slot}"
    return path if course is None else f"{path}/course/{course}"
