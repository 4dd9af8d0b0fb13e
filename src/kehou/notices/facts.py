"""What a notice says, and which of the fields that must be told it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

APPROVED_PARTS = ("prices", "slots", "courses", "refund_rule", "waiver_rule")


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course as the public sees it."""

    key: str
    name: str
    kind: str
    grades: str
    leader: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What a stage pays, in fen."""

    stage: str
    price_fen: int
    unit: str
    planned_units: int
    term_ceiling_fen: int
    basis: str


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One weekly time of one course, as ``16:10`` texts, Monday 0."""

    weekday: int
    starts: str
    ends: str
    course: str
    grades: str


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """Everything that is published of an approved version (A2.12, A2.13). It names no pupil."""

    school: str
    term: str
    version_number: int
    reply_number: str
    approved_date: date
    prices: tuple[PriceLine, ...]
    courses: tuple[CourseLine, ...]
    slots: tuple[SlotLine, ...]
    refund_rule: str
    waiver_rule: str
    receipt_kind: str
    complaint_phone: str
    complaint_mailbox: str
    answer_working_days: int
    working_days: int

    def filled_fields(self) -> frozenset[str]:
        """The names of the mandatory fields that hold something. "Free of charge" is a fee standard too."""
        filled = {
            "fee_standard": True,
            "basis_document": all(line.basis for line in self.prices),
            "unit": all(line.unit for line in self.prices),
            "times": bool(self.slots),
            "courses": bool(self.courses),
            "staff": bool(self.courses) and all(line.leader for line in self.courses),
            "refund_rule": bool(self.refund_rule) or not self.prices,
            "waiver_rule": bool(self.waiver_rule) or not self.prices,
            "receipt_kind": bool(self.receipt_kind) or not self.prices,
            "complaint_channel": bool(self.complaint_phone or self.complaint_mailbox),
        }
        return frozenset(name for name, held in filled.items() if held)

    def differs_from(self, approved: NoticeContent) -> frozenset[str]:
        """The parts that say something else than another version's notice would."""
        return frozenset(part for part in APPROVED_PARTS if getattr(self, part) != getattr(approved, part))

    def text(self) -> str:
        """All that can be read on the page, for the search for personal data (A7.5)."""
        rows = [self.school, self.refund_rule, self.waiver_rule, self.complaint_phone, self.complaint_mailbox]
        rows += [f"{line.name} {line.grades} {line.leader}" for line in self.courses]
        return "\n".join(rows)
