"""Who signs in for a body, and who of its people does not."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.kernel.actor import Actor, Role
from kehou.providers.models import Agent, PersonFile, Provider
from kehou.registry.public import names_of, person_tokens, schools_by_id


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One account of a body: whose, and at which school the name is kept."""

    agent: Agent
    name: str
    school: str


def agents_of(provider: Provider) -> list[AgentRow]:
    """The accounts of a body in sight, the open ones first."""
    rows = list(Agent.objects.filter(provider=provider).order_by("closed_at", "opened_at", "id"))
    rows.sort(key=lambda row: row.closed_at is not None)
    names, schools = names_of(row.person_id for row in rows), schools_by_id({row.school_id for row in rows})
    return [AgentRow(row, names.get(row.person_id, ""), schools[row.school_id].name) for row in rows]


def twice_here(rows: list[AgentRow]) -> list[tuple[AgentRow, AgentRow]]:
    """Open accounts of one person under two logins: the one opened first, and each further one."""
    held = sorted((row for row in rows if row.agent.closed_at is None), key=lambda row: row.agent.opened_at)
    tokens = person_tokens(row.agent.person_id for row in held)
    first: dict[str, AgentRow] = {}
    found = []
    for row in held:
        one = first.setdefault(tokens[row.agent.person_id], row)
        if one.agent.login != row.agent.login:
            found.append((one, row))
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """The body's people with a file at a school in sight who cannot sign in there.

    ``people`` are their files for a choice, ``known`` those of people who sign in at another school already.
    """

    people: list[tuple[str, str]]
    known: frozenset[str]


def people_without(provider: Provider) -> Waiting:
    """Who of a body's people cannot sign in, with a fixed number of queries."""
    files = list(PersonFile.objects.filter(provider=provider).order_by("filed_at", "id"))
    held = Agent.objects.filter(provider=provider, closed_at=None)
    logins = dict(held.order_by("-opened_at", "-id").values_list("person_id", "login"))
    tokens = person_tokens([*logins, *(row.person_id for row in files)])
    by_token = {tokens[person]: login for person, login in logins.items() if person in tokens}
    waiting = [row for row in files if row.person_id not in logins]
    names = names_of(row.person_id for row in waiting)
    schools = schools_by_id({row.school_id for row in waiting})
    people = []
    for row in waiting:
        login = by_token.get(tokens[row.person_id], "")
        said = f"{schools[row.school_id].name}，加到账号{login}" if login else schools[row.school_id].name
        people.append((str(row.id), f"{names.get(row.person_id, '')}（{said}）"))
    known = frozenset(str(row.id) for row in waiting if tokens[row.person_id] in by_token)
    return Waiting(people, known)


def bodies_kept_by(viewer: Actor) -> list[Provider]:
    """The bodies whose accounts the viewer keeps as their contact."""
    mine = Agent.objects.filter(person_id=viewer.person, is_contact=True, closed_at=None)
    acts_for = {grant.detail for grant in viewer.grants if grant.role is Role.PROVIDER}
    found = Provider.objects.filter(agents__in=mine).order_by("name")
    return [row for row in found if str(row.id) in acts_for]
