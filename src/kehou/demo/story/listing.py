"""The chapter of people, the provider's part: from its application to the list in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kehou.demo.county import DemoCounty
from kehou.demo.story.teller import Teller
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.providers.models import Bid, Provider
from kehou.providers.services.bodies import OfferInput, enter_provider, issue_criteria
from kehou.providers.services.listing import confirm_list, open_list
from kehou.providers.services.pricing import BidInput, PriceSeen, award, hold_competition
from kehou.providers.services.reviewing import review_provider

LISTED = timedelta(days=9)
ITEM, DOMAIN, MINUTES = "少儿舞蹈", "arts", 40
BODY = "晨光艺术培训学校"


def tell_listing(teller: Teller, county: DemoCounty, now: datetime) -> Provider:
    """Criteria, application, two reviews, competition, a list shown and in force (A6.7 to A6.12)."""
    officer, approver = county.actor("county-officer"), county.actor("county-approver")

    def enter(title: str = ITEM, domain: str | None = DOMAIN) -> Provider:
        return perform(
            enter_provider,
            actor=officer,
            now=now,
            county_code=office_of(county).code,
            name=BODY,
            credit_code="91430100MA4L000163",
            licence_number="教民1439901001",
            licence_domains=[DOMAIN],
            licence_to=date(2026, 12, 31),
            offers=[OfferInput(title, domain, MINUTES)],
        )

    teller.refusal("没有引进标准就受理机构", "A6.15", enter)
    teller.step("县教育局印发引进标准", lambda: _issue(county, now))
    teller.refusal("机构申报奥数", "A6.18", lambda: enter("奥数思维", None))
    provider = teller.step("受理一家舞蹈机构的申报", enter)
    teller.step(
        "两位审核人审核通过", lambda: [_review(actor, provider, now) for actor in (officer, approver)]
    )

    def bid(price: int, *others: int, method: str = "open_tender") -> None:
        found = _compete(county, provider, now, price, others, method)
        perform(award, actor=approver, now=now, bid_id=found.id)

    teller.refusal("单一来源定价", "A6.11", lambda: bid(800, 900, 950, method="single_source"))
    teller.refusal("只有两份报价", "A6.11", lambda: bid(800, 900))
    teller.refusal("中选价比校外价的八成多一分", "A6.12", lambda: bid(801, 900, 950))
    teller.step("公开招标，中选价为校外价的八成", lambda: bid(800, 900, 950))
    version = teller.step(
        "公示名单",
        lambda: perform(
            open_list,
            actor=approver,
            now=now,
            county_code=office_of(county).code,
            document_number="示教函〔2026〕2号",
            valid_until=date(2026, 8, 31),
        ),
    )

    def confirm(when: datetime) -> None:
        perform(confirm_list, actor=approver, now=when, version_id=version.id)

    teller.refusal("名单公示不满五个工作日就生效", "A6.8", lambda: confirm(now + timedelta(days=2)))
    teller.step("名单公示期满，生效", lambda: confirm(now + LISTED))
    return provider


def office_of(county: DemoCounty) -> Place:
    """The county's office."""
    return Place(county.term.county_code)


def _issue(county: DemoCounty, now: datetime) -> None:
    perform(
        issue_criteria,
        actor=county.actor("county-approver"),
        now=now,
        county_code=office_of(county).code,
        document_number="示教发〔2026〕1号",
        content="证照齐全，两年内没有处罚，课程和材料经审核，派出人员逐一核查。",
        issued=now.date(),
    )


def _review(actor: Actor, provider: Provider, now: datetime) -> Provider:
    return perform(
        review_provider,
        actor=actor,
        now=now,
        provider_id=provider.id,
        passed=True,
        credit_clear=True,
        blacklist_clear=True,
        materials_sound=True,
    )


def _compete(
    county: DemoCounty, provider: Provider, now: datetime, price: int, others: tuple[int, ...], method: str
) -> Bid:
    bids = [BidInput(BODY, Fen(price), provider.id)]
    bids += [BidInput(f"竞争者{number}", Fen(other)) for number, other in enumerate(others, start=1)]
    held = perform(
        hold_competition,
        actor=county.actor("county-officer"),
        now=now,
        county_code=office_of(county).code,
        title=ITEM,
        domain=DOMAIN,
        minutes=MINUTES,
        method=method,
        document_number="示教采〔2026〕1号",
        held=now.date(),
        bids=bids,
        evidence=[PriceSeen("机构官网价目", Fen(1_000), MINUTES, date(2025, 12, 1), provider.id)],
    )
    with scoped(at(office_of(county))):
        return Bid.objects.get(competition=held, provider=provider)
