"""What families chose for their share of a surplus, and shares that stand against the next bill (A9.11)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.kernel.fen import Fen
from kehou.platform.database.rows import SchoolRow


class ShareChoice(SchoolRow):
    """A family's word about its share: in money, or against the child's next bill. The last one counts.

    Without any the share goes back in money. ``paper_number`` names the sheet of a choice made on paper,
    which the office entered.
    """

    share = models.ForeignKey("funds.SurplusShare", models.PROTECT, related_name="choices")
    pupil_id = models.UUIDField()
    sets_off = models.BooleanField()
    paper_number = models.CharField(max_length=40, blank=True)
    chosen_by = models.UUIDField()
    chosen_at = models.DateTimeField()


class SetOff(SchoolRow):
    """A share in the book of the next term. ``school_id`` is the teaching point's, whose families may see it.

    ``applied_fen`` paid the bill; ``released_fen`` is owed in money, by a refund. What is left of
    ``amount_fen`` waits under the pupil's key at 2003. One that should not have crossed was taken back whole:
    ``undone_fen`` is all of it, and the share may cross again.
    """

    share = models.ForeignKey("funds.SurplusShare", models.PROTECT, related_name="set_offs")
    choice = models.ForeignKey("funds.ShareChoice", models.PROTECT, related_name="+")
    batch = models.ForeignKey("funds.ReturnBatch", models.PROTECT, related_name="set_offs")
    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="set_offs")
    account = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="+")
    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    amount_fen = models.BigIntegerField()
    applied_fen = models.BigIntegerField(default=0)
    released_fen = models.BigIntegerField(default=0)
    undone_fen = models.BigIntegerField(default=0)
    carried_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    amount_fen__gt=0,
                    applied_fen__gte=0,
                    released_fen__gte=0,
                    undone_fen__gte=0,
                    amount_fen__gte=F("applied_fen") + F("released_fen") + F("undone_fen"),
                ),
                name="set_off_within_share",
            ),
            models.CheckConstraint(
                condition=Q(undone_fen=0) | Q(undone_fen=F("amount_fen")), name="set_off_undone_whole"
            ),
            models.UniqueConstraint("share", condition=Q(undone_fen=0), name="one_set_off_a_share"),
        ]
        indexes = [models.Index("pupil_id", "term_id", name="set_offs_of_pupil")]

    @property
    def waiting(self) -> Fen:
        """What neither paid a bill nor is owed in money."""
        return Fen(self.amount_fen - self.applied_fen - self.released_fen - self.undone_fen)


class SetOffCorrection(SchoolRow):
    """A share that should not have crossed is taken back: one asks, on paper, another confirms (A9.23)."""

    class Cause(models.TextChoices):
        NOT_CHOSEN = "not_chosen", "不是这家的书面选择"
        TAKEN_BACK_BEFORE = "taken_back_before", "抵缴前家长已书面改为退钱"

    set_off = models.ForeignKey("funds.SetOff", models.PROTECT, related_name="corrections")
    cause = models.CharField(max_length=20, choices=Cause)
    paper_number = models.CharField(max_length=40)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("set_off", name="one_correction_a_set_off"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("confirmed_by")), name="correction_confirmed_by_another"
            ),
        ]
