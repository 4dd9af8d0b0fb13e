"""``{% url %}`` as Django has it, quick for the addresses that long lists repeat."""

from __future__ import annotations

from uuid import UUID

from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import NoReverseMatch

from kehou.platform.ui.paths import path_to
from kehou.platform.ui.tags.registry import register


class PathNode(URLNode):
    """An address without arguments, or with one id and a word of the template, is put together.

    Any other is asked of Django.
    """

    def render(self, context: Context) -> str:
        """The address, or nothing where it is kept under a name."""
        if self.kwargs or len(self.args) > 2:
            return super().render(context)
        row_id, *words = (each.resolve(context) for each in self.args) if self.args else (None,)
        if (self.args and not isinstance(row_id, UUID)) or not all(isinstance(word, str) for word in words):
            return super().render(context)
        try:
            path = path_to(self.view_name.resolve(context), row_id, *words)
        except NoReverseMatch:
            return super().render(context)
        if self.asvar is None:
            return path
        context[self.asvar] = path
        return ""


@register.tag
def url(parser: Parser, token: Token) -> PathNode:
    """``{% url "bill" row.id %}``."""
    node = parse_url(parser, token)
    return PathNode(node.view_name, node.args, node.kwargs, node.asvar)
