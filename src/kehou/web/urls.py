"""All addresses of the site. Addresses are nouns."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from kehou.web import desks, home, provider_sessions, public_site
from kehou.web.addressing import ByFirstWord
from kehou.web.signing_in import families, passwords, second, staff

_OWN = "provider-sessions/"

_pages: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("desk/", desks.choose, name="desk"),
    path("sign-in/", staff.sign_in, name="sign-in"),
    path("sign-in/second/", second.door, name="sign-in-second"),
    path("sign-in/second-factor/", second.own, name="second-factor"),
    path("sign-in/phone/", families.phone, name="sign-in-family"),
    path("sign-in/code/", families.code, name="sign-in-code"),
    path("sign-in/person/", families.person, name="sign-in-person"),
    path("sign-in/password/", passwords.own_password, name="own-password"),
    path("", include("kehou.registry.urls")),
    path("", include("kehou.authority.urls")),
    path("", include("kehou.providers.urls")),
    path("", include("kehou.consultation.urls")),
    path("", include("kehou.plans.urls")),
    path("", include("kehou.notices.urls")),
    path("", include("kehou.delivery.urls")),
    path("", include("kehou.enrolment.urls")),
    path("", include("kehou.funds.urls")),
    path("", include("kehou.oversight.urls")),
    path(_OWN, provider_sessions.sessions, name="provider-sessions"),
    path(f"{_OWN}<uuid:school_id>/standing/", provider_sessions.standing, name="provider-school"),
    path("find/", public_site.schools, name="school-search"),
    path("schools/<slug:short_code>/", public_site.school, name="school-public"),
    path("rulebook/", include("kehou.web.rulebook.urls")),
    path("sign-out/", staff.sign_out, name="sign-out"),
]

handler404 = "kehou.platform.ui.errors.not_found"
handler500 = "kehou.platform.ui.errors.server_error"

if settings.DEBUG:
    _pages.append(path("style/", include("kehou.platform.ui.style.urls")))
if settings.KEHOU_DEMO:
    _pages.append(path("demo/", include("kehou.demo.urls")))

urlpatterns = [ByFirstWord(_pages)]
