"""The template tags and filters behind ``{% load kehou %}``, one module a kind."""
