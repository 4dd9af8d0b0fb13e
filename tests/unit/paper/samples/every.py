"""Every document with its sample, as the tests and the bench go through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kehou.platform.paper.documents.agreement import print_agreements
from kehou.platform.paper.documents.class_lists import print_class_lists, print_group_lists
from kehou.platform.paper.documents.fee_board import print_fee_board
from kehou.platform.paper.documents.letter import print_letters
from kehou.platform.paper.documents.notice import print_notice, print_poster
from kehou.platform.paper.documents.petition import print_petition
from kehou.platform.paper.documents.placement import print_slips
from kehou.platform.paper.documents.plan import print_plan
from kehou.platform.paper.documents.questionnaire import print_questionnaires
from kehou.platform.paper.documents.reply import print_reply
from unit.paper.samples.agreements import AGREEMENTS
from unit.paper.samples.common import AT
from unit.paper.samples.county import PLAN, REPLY
from unit.paper.samples.families import LETTERS, QUESTIONNAIRES
from unit.paper.samples.lists import CLASS_LISTS, GROUP_LISTS, SLIPS
from unit.paper.samples.public import FEE_BOARD, NOTICE, PETITION

SCHOOL = "青溪县松风小学"


def of(school: str, samples: Sequence[Any]) -> list[Any]:
    """The samples as papers of another school."""
    return [replace(sample, school=school) for sample in samples]


EVERY: dict[str, Callable[[str], bytes]] = {
    "reply": lambda school: print_reply(replace(REPLY, addressees=(school,)), at=AT),
    "plan": lambda school: print_plan(replace(PLAN, school=school), at=AT),
    "notice": lambda school: print_notice(replace(NOTICE, school=school), at=AT),
    "poster": lambda school: print_poster(replace(NOTICE, school=school), at=AT),
    "letter": lambda school: print_letters(of(school, LETTERS[:1]), at=AT),
    "questionnaire": lambda school: print_questionnaires(of(school, QUESTIONNAIRES), at=AT),
    "agreement": lambda school: print_agreements(of(school, AGREEMENTS[:1]), at=AT),
    "petition": lambda school: print_petition(replace(PETITION, school=school), at=AT),
    "class list": lambda school: print_class_lists(of(school, CLASS_LISTS), at=AT),
    "group list": lambda school: print_group_lists(of(school, GROUP_LISTS), at=AT),
    "slip": lambda school: print_slips(of(school, SLIPS[:1]), at=AT),
    "fee board": lambda school: print_fee_board(replace(FEE_BOARD, school=school), at=AT),
}
