"""Addresses of the public rulebook. ``clause_path`` of the ui promises those of statements."""

from django.urls import path

from kehou.web.rulebook import views

urlpatterns = [
    path("", views.index, name="rulebook"),
    path("parameters/", views.parameters, name="rulebook-parameters"),
    path("changes/", views.changes, name="rulebook-changes"),
    path("trace/", views.trace, name="rulebook-trace"),
    path("<int:number>/", views.article, name="rulebook-article"),
    path("<str:clause>/", views.statement, name="rulebook-statement"),
]
