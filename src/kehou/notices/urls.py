"""Addresses of publicity. ``n/<code>/`` is short, for paper and phones."""

from django.urls import path

from kehou.notices.views import public, school

urlpatterns = [
    path("n/<str:code>/", public.notice, name="notice"),
    path("n/<str:code>/objection/", public.objection, name="notice-objection"),
    path("notices/", school.index, name="notices"),
    path("notices/versions/<uuid:version_id>/", school.opening, name="notice-opening"),
    path("notices/<uuid:notice_id>/", school.desk, name="notice-desk"),
    path("notices/<uuid:notice_id>/telling/", school.telling, name="notice-telling"),
    path("notices/<uuid:notice_id>/closing/", school.closing, name="notice-closing"),
    path("notices/<uuid:notice_id>/withdrawal/", school.withdrawal, name="notice-withdrawal"),
    path("notices/<uuid:notice_id>/objections/<uuid:objection_id>/reply/", school.reply, name="notice-reply"),
    path("notices/<uuid:notice_id>/paper/<str:kind>/", school.paper, name="notice-paper"),
]
