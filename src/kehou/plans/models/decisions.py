"""What the authority does with a plan: each act is a row with who and when."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Review(SchoolRow):
    """An officer took a submitted version into review."""

    version = models.ForeignKey("plans.PlanVersion", models.PROTECT, related_name="reviews")
    officer_id = models.UUIDField()
    taken_at = models.DateTimeField()


class PartComment(SchoolRow):
    """A remark on one part of a version: ``course/<key>``, ``fee/price``."""

    version = models.ForeignKey("plans.PlanVersion", models.PROTECT, related_name="comments")
    part = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()


class CoSignature(SchoolRow):
    """Another section's opinion before the decision (会签, practice.md 5)."""

    version = models.ForeignKey("plans.PlanVersion", models.PROTECT, related_name="co_signatures")
    section = models.CharField(max_length=40)
    agrees = models.BooleanField()
    opinion = models.CharField(max_length=500, blank=True)
    signed_by = models.UUIDField()
    signed_at = models.DateTimeField()


class Decision(SchoolRow):
    """The authority approves, returns or refuses a version, with reasons and verdicts (A7.4, A8.4)."""

    class Kind(models.TextChoices):
        APPROVE = "approve", "批准"
        RETURN = "return", "退回修改"
        REFUSE = "refuse", "不予批准"

    version = models.ForeignKey("plans.PlanVersion", models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    reasons = models.CharField(max_length=2000, blank=True)
    exceptions = models.JSONField(default=list)
    verdicts = models.JSONField()
    edition = models.CharField(max_length=40)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    reply_id = models.UUIDField(null=True)


class Standing(SchoolRow):
    """A plan in force was suspended, its suspension lifted, or it was revoked."""

    class Kind(models.TextChoices):
        SUSPEND = "suspend", "暂停"
        LIFT = "lift", "恢复"
        REVOKE = "revoke", "撤销"

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=10, choices=Kind)
    reasons = models.CharField(max_length=2000)
    refund_plan = models.CharField(max_length=2000, blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
