"""Registered accounts and the book of a term. The database keeps the book's laws itself (0002_guards)."""

from __future__ import annotations

from django.db import models

from kehou.ledger.events import EventKind, State
from kehou.ledger.lines import Fund
from kehou.platform.database.rows import SchoolRow


class MoneyAccount(SchoolRow):
    """An account into which fees may be paid and from which money may leave (A9.17).

    It is the legal person's own, its central school's, or one of the treasury. It counts once the county
    has confirmed it. ``code`` names it in the book.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", "学校账户"
        CENTRAL = "central", "中心校账户"
        TREASURY = "treasury", "财政专户"

    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind)
    holder = models.CharField(max_length=100)
    bank = models.CharField(max_length=100)
    account_text = models.CharField(max_length=40)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "code", name="one_money_account_a_code"),
            models.CheckConstraint(
                condition=~models.Q(registered_by=models.F("confirmed_by")),
                name="account_confirmed_by_another",
            ),
        ]


class TermLedger(SchoolRow):
    """The book of a legal person's term (A9.22). ``points`` maps each point's short code to its school.

    ``last_number`` and ``head`` follow the last entry; the database moves them, nobody else. Months, closing,
    shares, batches, accounts and archive hang on it (``closings``).
    """

    term_id = models.UUIDField()
    points = models.JSONField()
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in State], default=State.OPEN.value
    )
    last_number = models.PositiveIntegerField(default=0)
    first_hash = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "term_id", name="one_ledger_a_term"),
        ]


class LedgerEntry(SchoolRow):
    """A booked entry, in its place in the chain. It never changes (A7.11, A9.22)."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    entry_date = models.DateField()
    posted_at = models.DateTimeField()
    event = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in EventKind])
    document = models.CharField(max_length=120)
    document_hash = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=40)
    checked_by = models.CharField(max_length=40, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="red_entry")
    line_count = models.PositiveIntegerField()
    sealed_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "number", name="one_entry_a_number"),
            models.UniqueConstraint("ledger", "event", "document", name="one_entry_an_event_of_a_document"),
        ]


class LedgerLine(SchoolRow):
    """One line of an entry. ``school_id`` is the teaching point's, whose families and staff may see it."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="lines")
    entry = models.ForeignKey("funds.LedgerEntry", models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    entry_date = models.DateField()
    event = models.CharField(max_length=40)
    account = models.CharField(max_length=4)
    fund = models.CharField(max_length=10, choices=[(fund.value, fund.value) for fund in Fund])
    point_code = models.CharField(max_length=12)
    amount_fen = models.BigIntegerField()
    pupil_key = models.CharField(max_length=40, blank=True)
    person_key = models.CharField(max_length=40, blank=True)
    bank_code = models.CharField(max_length=8, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            models.UniqueConstraint("entry", "position", name="one_line_a_position"),
            models.CheckConstraint(condition=~models.Q(amount_fen=0), name="line_of_something"),
        ]
        indexes = [
            models.Index("ledger", "account", name="lines_by_account"),
            models.Index("ledger", "pupil_key", condition=~models.Q(pupil_key=""), name="lines_by_pupil"),
        ]
