"""Who signs in for a body: the county names its contact, the contact keeps the body's own accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.kernel.places import Place
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import KEEP_AGENTS, NAME_CONTACT
from kehou.providers.forms.agents import AgentForm, ContactForm
from kehou.providers.models import Agent, Provider
from kehou.providers.queries.agents import agents_of, people_without, twice_here
from kehou.providers.services.agents import close_agent, name_contact, open_agent, require_keeper, reset_agent
from kehou.providers.services.merging import merge_agents


@endpoint(KEEP_AGENTS)
def accounts(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """The accounts of one body."""
    return _show(request, _provider(request, provider_id))


@require_POST
@endpoint(NAME_CONTACT)
def contact(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """Name somebody who keeps the body's accounts."""
    row = _provider(request, provider_id)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, row, contact_form=form)
    said = form.cleaned_data
    password = name_contact(actor=request.actor, now=business_now(), provider_id=row.id, **said)
    return _show(request, row, password=password, login=said["login"])


@require_POST
@endpoint(KEEP_AGENTS)
def entry(request: KehouRequest, provider_id: UUID) -> HttpResponse:
    """Open an account for one of the body's people."""
    row = _provider(request, provider_id)
    waiting = people_without(row)
    form = AgentForm(request.POST, people=waiting.people, known=waiting.known)
    if not form.is_valid():
        return _show(request, row, agent_form=form)
    said = form.cleaned_data
    now = business_now()
    password = open_agent(
        actor=request.actor, now=now, provider_id=row.id, file_id=UUID(said["file_id"]), login=said["login"]
    )
    if not password:
        messages.success(request, "这个人已有本机构的账号，现在也能办这所学校的事，密码不变。")
        return redirect("provider-agents", provider_id)
    return _show(request, row, password=password, login=said["login"])


@require_POST
@endpoint(KEEP_AGENTS)
def renewal(request: KehouRequest, provider_id: UUID, agent_id: UUID) -> HttpResponse:
    """Give an account a new first password, which is shown this once."""
    row = _provider(request, provider_id)
    agent = _agent(row, agent_id)
    password = reset_agent(actor=request.actor, now=business_now(), agent_id=agent.id)
    return _show(request, row, password=password, login=agent.login)


@require_POST
@endpoint(KEEP_AGENTS)
def ending(request: KehouRequest, provider_id: UUID, agent_id: UUID) -> HttpResponse:
    """Take an account away."""
    agent = _agent(_provider(request, provider_id), agent_id)
    close_agent(actor=request.actor, now=business_now(), agent_id=agent.id)
    messages.success(request, "账号已收回，从现在起不能登录。")
    return redirect("provider-agents", provider_id)


@require_POST
@endpoint(NAME_CONTACT)
def merging(request: KehouRequest, provider_id: UUID, agent_id: UUID, other_id: UUID) -> HttpResponse:
    """Let one of a person's two accounts serve for both."""
    row = _provider(request, provider_id)
    account = merge_agents(
        actor=request.actor, now=business_now(), provider_id=row.id, kept_id=agent_id, other_id=other_id
    )
    messages.success(request, f"已合并，以后只用账号{account.login}登录，密码不变。")
    return redirect("provider-agents", provider_id)


def _provider(request: KehouRequest, provider_id: UUID) -> Provider:
    """The body whose accounts the viewer keeps. Raises Http404 for any other."""
    row = Provider.objects.filter(pk=provider_id).first()
    if row is None:
        raise Http404
    require_keeper(request.actor, row)
    return row


def _agent(provider: Provider, agent_id: UUID) -> Agent:
    agent = Agent.objects.filter(provider=provider, pk=agent_id).first()
    if agent is None:
        raise Http404
    return agent


def _show(
    request: KehouRequest, row: Provider, *, password: str = "", login: str = "", **forms: Any
) -> HttpResponse:
    is_county = NAME_CONTACT.permits(request.actor, Place(row.county_code))
    waiting = people_without(row)
    agents = agents_of(row)
    context = {
        "provider": row,
        "agents": agents,
        "twice": twice_here(agents) if is_county else [],
        "self": request.actor.person_id,
        "is_county": is_county,
        "contact_form": ContactForm() if is_county else None,
        "agent_form": AgentForm(people=waiting.people, known=waiting.known) if waiting.people else None,
        "has_known": bool(waiting.known),
        "password": password,
        "login": login,
        **forms,
    }
    return render(request, "providers/agents.html", context)
