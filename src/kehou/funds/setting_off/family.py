"""What a family sees of its last share: how much, where it is, and what it may choose (A9.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.funds.book import pupil_key
from kehou.funds.closing.facts import ShareInfo
from kehou.funds.closing.family import share_of
from kehou.funds.closing.returns import awaits_choice
from kehou.funds.models import Refund, SetOff, SurplusShare, TermLedger
from kehou.funds.setting_off.chosen import last_choices, staying
from kehou.funds.setting_off.releasing import refund_of
from kehou.kernel.actor import Ward
from kehou.kernel.verdict import Verdict, stops
from kehou.registry.public import TermInfo, school_info, term_info
from kehou.rulebook.facts.closing import SetOff as SetOffFacts


@dataclass(frozen=True, slots=True)
class FamilyShare:
    """A child's latest share. ``is_due``: it is not back yet; ``refused``: why money only."""

    share_id: UUID
    term: TermInfo
    info: ShareInfo
    sets_off: bool
    is_due: bool
    refused: tuple[Verdict, ...]
    carried: SetOff | None
    into: TermInfo | None
    refund: Refund | None

    @property
    def may_choose(self) -> bool:
        """Whether the family has a choice now."""
        return self.is_due and not self.refused


def latest_share(pupil_id: UUID, school_id: UUID) -> SurplusShare | None:
    """A pupil's share of the last surplus in which it had one."""
    ledgers = TermLedger.objects.filter(school_id=school_info(school_id).legal_person_id)
    keys = {pupil_key(row.id, pupil_id): row.id for row in ledgers}
    shares = SurplusShare.objects.filter(pupil_key__in=keys, ledger_id__in=keys.values(), share_fen__gt=0)
    return shares.select_related("ledger").order_by("-ledger__opened_at").first()


def family_share(ward: Ward, *, on: date) -> FamilyShare | None:
    """The latest share of a ward, with what the family may choose; None before there was any."""
    share = latest_share(ward.pupil_id, ward.place.school)
    info = share_of(share.ledger_id, ward.pupil_id) if share else None
    if share is None or info is None:
        return None
    carried = SetOff.objects.filter(share=share, undone_fen=0).first()
    choice = last_choices([share]).get(share.id)
    return FamilyShare(
        share_id=share.id,
        term=term_info(share.ledger.term_id),
        info=info,
        sets_off=choice is not None and choice.sets_off,
        is_due=awaits_choice(share),
        refused=_refused(share, ward.pupil_id, on=on),
        carried=carried,
        into=term_info(carried.term_id) if carried else None,
        refund=refund_of(carried) if carried else None,
    )


def _refused(share: SurplusShare, pupil_id: UUID, *, on: date) -> tuple[Verdict, ...]:
    stays = pupil_id in staying(share.ledger, [share.school_id], on=on).get(share.school_id, set())
    facts = SetOffFacts(in_writing=True, stays=stays, is_next_term=True)
    return stops(judge_at(share.ledger.place, facts, on=on))
