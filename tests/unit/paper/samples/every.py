"""Every document with its sample, as the tests and the bench go through them."""

from __future__ import annotations

from collections.abc import Callable

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

EVERY: dict[str, Callable[[], bytes]] = {
    "reply": lambda: print_reply(REPLY, at=AT),
    "plan": lambda: print_plan(PLAN, at=AT),
    "notice": lambda: print_notice(NOTICE, at=AT),
    "poster": lambda: print_poster(NOTICE, at=AT),
    "letter": lambda: print_letters(LETTERS[:1], at=AT),
    "questionnaire": lambda: print_questionnaires(QUESTIONNAIRES, at=AT),
    "agreement": lambda: print_agreements(AGREEMENTS[:1], at=AT),
    "petition": lambda: print_petition(PETITION, at=AT),
    "class list": lambda: print_class_lists(CLASS_LISTS, at=AT),
    "group list": lambda: print_group_lists(GROUP_LISTS, at=AT),
    "slip": lambda: print_slips(SLIPS, at=AT),
    "fee board": lambda: print_fee_board(FEE_BOARD, at=AT),
}
