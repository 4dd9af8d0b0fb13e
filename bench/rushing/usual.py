"""The peer of the same run: a booking as one would usually write it in Django, on the same tables.

Session, user and CSRF middleware, ``select_for_update`` on the course, a look for an earlier place, two
writes, one transaction a request. No group admission, no ticket.
"""

from __future__ import annotations

import os
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")

from django.conf import settings

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

application = get_wsgi_application()

from django.utils import timezone  # noqa: E402

from kehou.enrolment.models import Claim, CourseCount, Party  # noqa: E402
from kehou.kernel.places import Place  # noqa: E402
from kehou.platform.database.scope import at, scoped  # noqa: E402


def choose(request: HttpRequest) -> HttpResponse:
    """One course for one child."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    sent = request.POST
    with scoped(at(Place(sent["county"], UUID(sent["school"])))):
        party = Party.objects.get(pk=sent["party"])
        course = CourseCount.objects.select_for_update().get(rush_id=party.rush_id, option_key=sent["option"])
        if Claim.objects.filter(rush_id=party.rush_id, pupil_id=sent["pupil"], band=sent["band"]).exists():
            return JsonResponse({"answer": "yours"})
        if course.taken >= course.capacity:
            return JsonResponse({"answer": "full"})
        course.taken += 1
        course.save(update_fields=["taken"])
        Claim.objects.create(
            county_code=party.county_code,
            school_id=party.school_id,
            rush_id=party.rush_id,
            party=party,
            pupil_id=sent["pupil"],
            band=sent["band"],
            option_key=course.option_key,
            number=course.taken,
            chosen_by=party.guardian_id,
            chosen_at=(now := timezone.now()),
            counts_at=now,
        )
    return JsonResponse({"answer": "placed"})


def here(_: HttpRequest) -> HttpResponse:
    """Whether the server runs."""
    return HttpResponse("here")


urlpatterns = [path("usual/", choose), path("here/", here)]
