"""Addresses of the style pages, mounted in debug only."""

from django.urls import path

from kehou.platform.ui.style import views

app_name = "style"
urlpatterns = [
    path("", views.style_page, name="page"),
    path("phone/", views.style_phone, name="phone"),
    path("letter/", views.style_letter, name="letter"),
]
