"""What a page may load and where its forms may lead: the same for every page, so put together once."""

from __future__ import annotations

from dataclasses import asdict

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class OnePolicy(CSPMiddleware):
    """django-csp without nonces: no page has a script or a style of its own within it."""

    _policy = ""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing differs from one request to the next."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Put the policy on a page; Django's own pages for developers may do without."""
        if settings.DEBUG:
            return super().process_response(request, response)
        if not self._policy:
            self._policy = build_policy(**asdict(self.get_policy_parts(request=request, response=response)))
        response.headers.setdefault(HEADER, self._policy)
        return response
