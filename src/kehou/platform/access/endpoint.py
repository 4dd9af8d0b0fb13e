"""The door of every page: an action, a scope, a transaction, and what happens to a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.actions import Action
from kehou.platform.access.performing import remember_refusal
from kehou.platform.clock.business import business_now
from kehou.platform.database.reading import only_reading
from kehou.platform.database.scope import Scope, glancing, scoped

View = Callable[..., HttpResponse]


class KehouRequest(HttpRequest):
    """A request on which the edge has put the actor, the business moment and the place in view."""

    actor: Actor
    desk: Place
    htmx: HtmxDetails


def endpoint(
    action: Action, *, scope: Callable[..., Scope] | None = None, asks_outside: bool = False
) -> Callable[[View], View]:
    """Make a view the endpoint of one action.

    Runs it in one transaction within the actor's scope (or the one that ``scope`` derives from the
    address, for public pages). A refusal rolls the act back, is recorded in a second transaction and
    shown as a page that says what was found, what is required and what to do next.

    A view that ``asks_outside`` waits for somebody else's answer, and no row may wait with it: it runs
    without a transaction, sees nothing by itself, and opens short ones by ``in_sight``.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def run(request: KehouRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not action.open_to(request.actor):
                raise Http404
            sight = scope(**kwargs) if scope else Scope.of_actor(request.actor)
            try:
                with _sees(request, sight, asks_outside=asks_outside):
                    return view(request, *args, **kwargs)
            except UnableTo as refusal:
                remember_refusal(action.name, actor=request.actor, refusal=refusal, now=business_now())
                return render(request, "kehou/refusal.html", {"refusal": refusal}, status=409)
            except ObjectDoesNotExist as missing:
                raise Http404 from missing  # not there, or out of sight: nobody is told which

        cast(Any, run).action = action
        return cast(View, run)

    return wrap


def in_sight(request: KehouRequest) -> AbstractContextManager[None]:
    """A short transaction of a view that asks outside, within its actor's scope."""
    return scoped(Scope.of_actor(request.actor))


@contextmanager
def _sees(request: HttpRequest, sight: Scope, *, asks_outside: bool) -> Iterator[None]:
    """A page that only shows begins no transaction, and asks for its school and its term once."""
    if asks_outside:
        yield
    elif request.method in ("GET", "HEAD"):
        with glancing(sight), only_reading():
            yield
    else:
        with scoped(sight):
            yield
