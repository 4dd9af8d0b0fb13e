"""Article 9: what no agreement may say about money (A9.12, A9.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.agreement import AgreementText, ForbiddenTerm
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict

_GAPS = re.compile(r"[\s、，,。；;：:]+")
_SIGNS: Mapping[ForbiddenTerm, re.Pattern[str]] = {
    ForbiddenTerm.WAIVES_REFUND: re.compile(
        r"(概|一律|均|恕|绝)?不(予|再|得|能|可|做|办理|接受|允许)?(任何)?(退费|退款|退还|返还)|放弃.{0,6}(退费|退款|返还)|费用?.{0,4}不退"
    ),
    ForbiddenTerm.BINDS_ITEMS: re.compile(
        r"(必须|须|应当?|统一)(同时|一并|一起|另行)?(购买|选购|订购|缴纳|报名|参加|选报).{0,12}(方可|才能|否则)"
        r"|(捆绑|打包)(收费|销售|缴费)|(否则|不然).{0,8}(不得|不能|不予)(参加|选课|报名)"
    ),
    ForbiddenTerm.FORBIDS_LEAVING: re.compile(
        r"(不得|不能|不可|不准|禁止|不允许|不予|不接受)(中途|无故|提前|擅自|学期内|自行|申请)*(退出|退课|退学课|终止)"
    ),
    ForbiddenTerm.BUNDLES_CONSENT: re.compile(
        r"(签署|签订|签字|签名|签约|报名|缴费|参加).{0,10}(即|视为|视同|默认)(表示|视为)?(同意|授权).{0,20}(信息|照片|肖像|数据)"
    ),
    ForbiddenTerm.FORCES_CONSENT: re.compile(
        r"(不同意|拒绝)(提供|采集|使用|处理|公开).{0,12}(信息|照片|肖像|数据).{0,6}(不得|不能|不予|无法)(参加|报名|签约)"
    ),
}
_OF_SCHEME: Mapping[ForbiddenTerm, tuple[str, str]] = {
    ForbiddenTerm.WAIVES_REFUND: ("A9.12", "scheme_waives_refund"),
    ForbiddenTerm.BINDS_ITEMS: ("A9.16", "scheme_binds_items"),
    ForbiddenTerm.FORBIDS_LEAVING: ("A2.1", "scheme_forbids_leaving"),
    ForbiddenTerm.BUNDLES_CONSENT: ("A7.6", "scheme_bundles_consent"),
    ForbiddenTerm.FORCES_CONSENT: ("A7.6", "scheme_bundles_consent"),
}


@computes("A9.12", "A9.16", "A2.1", "A7.6")
def forbidden_terms_in(text: str) -> frozenset[ForbiddenTerm]:
    """The forbidden terms that a school's own addition to an agreement seems to hold.

    It sees words, not intentions: what it finds is to be reworded before the agreement is offered.
    """
    closed_up = _GAPS.sub("", text)
    return frozenset(term for term, sign in _SIGNS.items() if sign.search(closed_up))


@cites("A9.12", "A9.16", "A2.1", "A7.6")
def scheme_keeps_the_familys_rights(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """What a scheme says of refunds, waivers and surplus stands in each agreement: it takes no right away.

    So it is turned away with the plan, long before a family reads it (A9.12, A9.16, A2.1, A7.6).
    """
    fees = plan.fees
    texts = {
        "refund_rule": fees.refund_rule,
        "waiver_rule": fees.waiver_rule,
        "surplus_rule": fees.surplus_rule,
    }
    found = {name: forbidden_terms_in(text) for name, text in texts.items()}
    for term, (clause, reason) in _OF_SCHEME.items():
        faults = ((f"fees/{name}", {"field": name}) for name, terms in found.items() if term in terms)
        yield from each_fault(clause, reason, faults, effect=Effect.STOP)


@cites("A9.12")
def agreement_keeps_refunds(text: AgreementText, _: Parameters) -> Iterator[Verdict]:
    """No term of an agreement gives up a refund (A9.12)."""
    waived = ForbiddenTerm.WAIVES_REFUND in text.forbidden_terms
    yield verdict("A9.12", "agreement_waives_refund", not waived, effect=Effect.STOP)


@cites("A9.16")
def agreement_binds_nothing_else(text: AgreementText, _: Parameters) -> Iterator[Verdict]:
    """No term of an agreement makes one item depend on another (A9.16)."""
    bound = ForbiddenTerm.BINDS_ITEMS in text.forbidden_terms
    yield verdict("A9.16", "agreement_binds_items", not bound)
