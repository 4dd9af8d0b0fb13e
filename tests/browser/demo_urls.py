"""The site's addresses with those of the demo, which the settings of the tests leave out."""

from django.urls import include, path

from kehou.web.urls import handler404, handler500
from kehou.web.urls import urlpatterns as of_the_site

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [*of_the_site, path("demo/", include("kehou.demo.urls"))]
