"""Article 2: what is open to everyone, and that everyone can complain (A2.12 to A2.14)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.publicity import COMPLAINT_CHANNEL, ChargePublicity, NoticeFacts
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A2.13")
def notice_is_complete(notice: NoticeFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A notice tells the fee and its basis, times, courses, who teaches, refunds and waivers (A2.13)."""
    required = parameters.codes("publicity_fields") - {COMPLAINT_CHANNEL}
    for field in sorted(required):
        met = field in notice.filled_fields
        yield verdict("A2.13", "notice_field_missing", met, subject=f"notice/{field}", field=field)


@cites("A2.14")
def notice_invites_complaints(notice: NoticeFacts, _: Parameters) -> Iterator[Verdict]:
    """A notice shows a phone or a mailbox that takes complaints (A2.14)."""
    met = COMPLAINT_CHANNEL in notice.filled_fields
    yield verdict("A2.14", "notice_without_complaint_channel", met)


@cites("A2.12", "A7.5")
def notice_says_what_was_approved(notice: NoticeFacts, _: Parameters) -> Iterator[Verdict]:
    """The notice shows the approved version without any difference (A2.12, A7.5)."""
    same = notice.plan_version_id == notice.approved_version_id
    yield verdict("A7.5", "notice_of_unapproved_version", same)
    differing = ((key, {"key": key}) for key in sorted(notice.differing_keys))
    yield from each_fault("A2.12", "notice_differs_from_approval", differing)


@cites("A2.12")
def charge_was_publicised(charge: ChargePublicity, _: Parameters) -> Iterator[Verdict]:
    """A charge is raised only after its item was publicised, and not above that amount (A2.12)."""
    yield verdict("A2.12", "charge_before_publicity", charge.completed)
    publicised = charge.publicised.get(charge.item)
    yield verdict("A2.12", "charge_item_not_publicised", publicised is not None)
    if publicised is not None:
        met = charge.charged <= publicised
        yield verdict("A2.12", "charge_above_publicity", met, found=charge.charged, required=publicised)
