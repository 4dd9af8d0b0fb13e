"""Sessions and what became of them. Each step is a row that never changes (A7.9 to A7.11)."""

from __future__ import annotations

from django.db import models

from kehou.delivery.facts import CancelCause, Instead, SessionState
from kehou.platform.database.rows import SchoolRow
from kehou.rulebook.facts.courses import LeaderKind


class Session(SchoolRow):
    """One group on one date, as the approved plan has it. An amendment changes only what lies ahead.

    ``state`` is where the steps have led; it moves only along ``rules.TRANSITIONS``. ``instead`` and what
    follows say where the children of a cancelled one are (``changes.Arrangement`` keeps each word of it).
    """

    term_id = models.UUIDField()
    version_id = models.UUIDField()
    group_id = models.UUIDField()
    slot_key = models.CharField(max_length=80)
    course_key = models.CharField(max_length=80)
    title = models.CharField(max_length=100)
    session_date = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    units = models.PositiveSmallIntegerField()
    is_subject = models.BooleanField()
    domain = models.CharField(max_length=40, blank=True)
    is_outdoor = models.BooleanField(default=False)
    room = models.CharField(max_length=60, blank=True)
    leader_key = models.CharField(max_length=80, blank=True)
    leader_id = models.UUIDField(null=True)
    leader_kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in LeaderKind])
    provider_key = models.CharField(max_length=80, blank=True)
    supervisor_id = models.UUIDField(null=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value) for state in SessionState],
        default=SessionState.PLANNED.value,
    )
    instead = models.CharField(max_length=8, blank=True, choices=[(way.value, way.value) for way in Instead])
    care_room = models.CharField(max_length=60, blank=True)
    carer_id = models.UUIDField(null=True)
    joined_id = models.UUIDField(null=True)  # the session whose group its children join

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "term_id",
                "group_id",
                "session_date",
                condition=~models.Q(state="cancelled"),
                name="one_session_a_group_and_day",
            ),
        ]
        indexes = [
            models.Index("school_id", "session_date", name="sessions_of_day"),
            models.Index("group_id", "session_date", name="sessions_of_group"),
        ]


class SessionStep(SchoolRow):
    """A step that a session took: which, to what state, who and when."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    edition = models.CharField(max_length=40, blank=True)
    verdicts = models.JSONField(default=list)


class Substitution(SchoolRow):
    """Another person led in place of the planned one (代课、校内教师顶岗, practice.md 10)."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="substitutions")
    from_person_id = models.UUIDField(null=True)
    from_kind = models.CharField(max_length=12)
    to_person_id = models.UUIDField()
    to_kind = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    named_by = models.UUIDField(null=True)  # None where a stopped provider was replaced by itself
    named_at = models.DateTimeField()


class Supervision(SchoolRow):
    """A member of the school's staff is on site at a third party's session (A6.9)."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="supervisions")
    supervisor_id = models.UUIDField()
    remark = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField()


class Cancellation(SchoolRow):
    """A session was not held, and why. Families are paid back (A9.12, A4.14). The latest one holds."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="cancellations")
    cause = models.CharField(max_length=20, choices=[(cause.value, cause.value) for cause in CancelCause])
    reason = models.CharField(max_length=200, blank=True)
    cancelled_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField()


class ServiceRecord(SchoolRow):
    """One entry of the service log (工作台账). A correction is a new revision; the latest holds (A7.10)."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="records")
    revision = models.PositiveSmallIntegerField()
    plan_reference = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    present_count = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=1000)
    form = models.CharField(max_length=40)
    homework = models.CharField(max_length=12)
    is_outdoor = models.BooleanField()
    is_late = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    verdicts = models.JSONField(default=list)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("session", "revision", name="one_record_a_revision"),
        ]


class LateConfirmation(SchoolRow):
    """The head confirmed a late record, so that it is payable after all (practice.md 9)."""

    session = models.OneToOneField("delivery.Session", models.PROTECT, related_name="late_confirmation")
    confirmed_by = models.UUIDField()
    confirmed_at = models.DateTimeField()
