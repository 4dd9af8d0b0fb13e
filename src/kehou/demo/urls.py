"""Addresses of the demo."""

from django.urls import path

from kehou.demo import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("entrance/", views.entrance, name="demo-entrance"),
    path("inbox/", views.inbox, name="demo-inbox"),
    path("payments/<uuid:order_id>/", views.payment, name="demo-payment"),
    path("next-day/", views.next_day, name="demo-next-day"),
]
