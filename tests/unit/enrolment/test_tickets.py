"""A ticket tells what was signed, for the child that is asked about, and nothing once a byte was changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.allocation import Pupil
from kehou.enrolment.first_come.tickets import (
    Holder,
    NoTicket,
    Ticket,
    check_form,
    form_code,
    read_ticket,
    read_turn,
    sealed_ticket,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
ids = st.uuids().map(str)
moments = st.integers(1_760_000_000_000, 1_900_000_000_000).map(
    lambda ms: datetime.fromtimestamp(ms / 1000, UTC)
)
holders = st.builds(
    Holder,
    st.builds(
        Pupil,
        id=ids,
        family=ids,
        grade=st.integers(1, 9),
        attends=st.frozensets(texts, max_size=4),
        wishes=st.just({}),
        tier=st.just(1),
        qualifications=st.just(frozenset()),
        any_suitable=st.just(frozenset()),
    ),
    moments,
    moments,
)
tickets = st.builds(
    Ticket,
    ids,
    ids,
    st.lists(holders, min_size=1, max_size=3, unique_by=lambda each: each.pupil.id).map(tuple),
)


@given(tickets)
def test_what_was_signed_is_read_whatever_a_time_of_the_week_is_called(ticket: Ticket) -> None:
    cookie = sealed_ticket(ticket, KEY)
    assert read_ticket(cookie, KEY) == ticket
    for holder in ticket.holders:
        assert read_turn(cookie, holder.pupil.id, KEY) == (ticket.rush, ticket.guardian, holder)
    assert cookie.isascii()
    assert not set(cookie) & set(' ",;\\')


@given(tickets, st.data())
def test_a_changed_or_shortened_ticket_and_another_key_are_refused(
    ticket: Ticket, data: st.DataObject
) -> None:
    cookie = sealed_ticket(ticket, KEY)
    place = data.draw(st.integers(0, len(cookie) - 1))
    letter = data.draw(st.characters(codec="latin-1").filter(lambda each: each != cookie[place]))
    for changed in (cookie[:place] + letter + cookie[place + 1 :], cookie[:place], cookie + letter, ""):
        with pytest.raises(NoTicket):
            read_ticket(changed, KEY)
    with pytest.raises(NoTicket):
        read_ticket(cookie, OTHER_KEY)
    with pytest.raises(NoTicket):
        read_turn(cookie, "", KEY)


def test_a_form_is_for_one_ticket_and_a_tickets_own_code_is_none() -> None:
    pupil = Pupil("p", "f", 1)
    first, second = (
        sealed_ticket(Ticket("r", guardian, (Holder(pupil, *[datetime(2026, 1, 1, tzinfo=UTC)] * 2),)), KEY)
        for guardian in ("g", "h")
    )
    check_form(form_code(first, KEY), first, KEY)
    for code in (form_code(second, KEY), first.rpartition(".")[2], form_code(first, OTHER_KEY), "", "字"):
        with pytest.raises(NoTicket):
            check_form(code, first, KEY)
