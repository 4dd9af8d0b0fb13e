"""What delivery does when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from uuid import UUID

from kehou.delivery.services.generating import follow_plan
from kehou.delivery.services.restoring import bring_back
from kehou.delivery.services.stopping import stop_plan, stop_provider
from kehou.delivery.services.telling import TOPIC as CHANGED
from kehou.delivery.services.telling import tell_families_of
from kehou.platform.outbox.handling import Announcement, handles


@handles(CHANGED)
def tell(event: Announcement) -> None:
    """Tell the families of those whose session is not held, or is held after all (A4.14, A10.8)."""
    tell_families_of(event.place, UUID(event.subject.partition("/")[2]), now=event.occurred_at)


@handles("plan.arranged")
@handles("plan.approved")
def follow(event: Announcement) -> None:
    """Bring the sessions that lie ahead in line with the plan, amended or detailed (A4.14)."""
    follow_plan(event.place, UUID(str(event.payload["term"])), now=event.occurred_at)


@handles("plan.revoke")
def stop_with_plan(event: Announcement) -> None:
    """Without a plan nothing is held any more, and families are paid back (A7.4, A9.12)."""
    stop_plan(event.place, UUID(str(event.payload["term"])), now=event.occurred_at)


@handles("provider.suspended")
@handles("provider.removed")
def stop_with_provider(event: Announcement) -> None:
    """A body that left the county's list holds no session from now on, at any school (A6.10)."""
    provider_id = UUID(event.subject.partition("/")[2])
    stop_provider(event.place, provider_id, now=event.occurred_at)


@handles("provider.listed")
def return_with_provider(event: Announcement) -> None:
    """A suspension was lifted: what it stopped and still lies ahead is held after all (A6.10, A2.7)."""
    lifted_by = event.payload.get("by")
    if lifted_by:
        provider_id = UUID(event.subject.partition("/")[2])
        bring_back(event.place, provider_id, by=UUID(str(lifted_by)), now=event.occurred_at)


@handles("contract.ended")
def stop_with_contract(event: Announcement) -> None:
    """A school ended a contract: its course is no longer held by that body (A6.10)."""
    stop_provider(
        event.place,
        UUID(str(event.payload["provider"])),
        course_key=str(event.payload["course"]),
        now=event.occurred_at,
    )
