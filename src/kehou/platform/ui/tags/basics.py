"""Icons, buttons, status, clause chips, notices and other small things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import segno
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django_htmx.jinja import htmx_script

from kehou.platform.ui import books, wording
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.tags.icons import TONE_ICONS, TONE_WORDS, icon_svg
from kehou.platform.ui.tags.registry import register

Shown = dict[str, object]
_ASSETS_KEPT, _KINDS_KEPT = 200, 20

_MESSAGE_TONES = {
    constants.SUCCESS: Tone.DONE,
    constants.WARNING: Tone.ATTENTION,
    constants.ERROR: Tone.STOP,
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "calendar" %}``: silent, or spoken as ``label``."""
    return icon_svg(str(name), str(label))


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """The icon of one of the four meanings."""
    return icon_svg(TONE_ICONS[Tone(tone)])


@register.filter
def tone_word(tone: str) -> str:
    """The word of one of the four meanings as a verdict says it."""
    return TONE_WORDS[Tone(tone)]


@register.simple_tag
def button(label: str, *, kind: str = "", name: str = "", value: str = "", icon: str = "") -> SafeString:
    """A submit button of the form around it: ``{% button "签署协议" %}``."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    drawn = icon_svg(icon) if icon else ""
    return format_html(
        '<button class="button" type="submit"{}{}>{}{}</button>', _kind(kind), named, drawn, label
    )


@register.simple_tag
def link_button(label: str, url: str, *, kind: str = "", icon: str = "") -> SafeString:
    """A link that looks like a button, for going somewhere: ``{% link_button "查看方案" url %}``."""
    drawn = icon_svg(icon) if icon else ""
    return format_html('<a class="button" href="{}"{}>{}{}</a>', url, _kind(kind), drawn, label)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, label: str, url: str, *, kind: str = "", icon: str = "", name: str = "", value: str = ""
) -> SafeString:
    """A button that posts to its own address, for one act: ``{% post_button "退出" url kind="stop" %}``."""
    pressed = button(label, kind=kind, name=name, value=value, icon=icon)
    return format_html(
        '<form class="post" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}</form>',
        url,
        context.get("csrf_token", ""),
        pressed,
    )


@lru_cache(maxsize=_KINDS_KEPT)
def _kind(kind: str) -> SafeString:
    """The mark of a button's kind, of which the pages know a handful."""
    return format_html(' data-kind="{}"', kind) if kind else mark_safe("")


@register.simple_tag
def status(tone: str, label: str) -> SafeString:
    """A state by colour, icon and word: ``{% status "done" "已批复" %}``."""
    return format_html(
        '<span class="status" data-tone="{}">{}{}</span>', tone, icon_svg(TONE_ICONS[Tone(tone)]), label
    )


@register.simple_tag
def clause(*statements: str) -> SafeString:
    """The article as a chip that opens the statement: ``{% clause "A7.12" %}``.

    Several statements of one article share a chip, which opens the article at the first of them.
    """
    by_article: dict[int, list[str]] = {}
    for statement in statements:
        by_article.setdefault(wording.article_number(statement), []).append(statement)
    return format_html_join("", '<a class="clause" href="{}"{}>{}</a>', map(_chip, by_article.values()))


def _chip(statements: Sequence[str]) -> tuple[str, SafeString | str, str]:
    first = statements[0]
    way = wording.clause_path(first) if len(statements) == 1 else wording.article_path(first)
    text = "；".join(map(books.statement_text, statements))
    return way, format_html(' title="{}"', text) if text else "", wording.article_label(first)


@register.inclusion_tag("kehou/pieces/notice.html")
def notice(tone: str, text: str, *, title: str = "") -> Shown:
    """A remark in the flow of the page: ``{% notice "info" "明天起可以选课。" %}``."""
    return {"tone": tone, "text": text, "title": title}


@register.inclusion_tag("kehou/pieces/due.html")
def due(last: date, rest: int | None = None) -> Shown:
    """A deadline: 9月14日前（还剩3个工作日）, marked from two working days on."""
    tone = Tone.PLAIN
    if rest is not None and rest <= 2:
        tone = Tone.STOP if rest < 0 else Tone.ATTENTION
    return {"text": wording.due(last, rest), "tone": tone, "last": last}


@register.inclusion_tag("kehou/pieces/empty.html")
def empty(title: str, first: str, *, label: str = "", url: str = "", icon: str = "inbox") -> Shown:
    """Nothing here yet, and what to do first."""
    return {"title": title, "first": first, "label": label, "url": url, "icon": icon}


@register.inclusion_tag("kehou/pieces/qr.html")
def qr(content: str, *, caption: str = "", code: str = "") -> Shown:
    """A QR block with what it says for people: caption and a code that can be typed."""
    svg = segno.make(content, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass=None)
    return {"svg": mark_safe(svg), "caption": caption, "code": code}  # noqa: S308  (drawn by segno)


@register.simple_tag
@lru_cache(maxsize=_ASSETS_KEPT)
def asset(name: str) -> str:
    """The address of a file of the site's own: ``{% asset "kehou/kehou.css" %}``."""
    return static(name)


@register.simple_tag
def behaviour(name: str) -> SafeString:
    """The script of one behaviour, from ``static/kehou/js``: ``{% behaviour "ranking" %}``."""
    return format_html('<script type="module" src="{}"></script>', asset(f"kehou/js/{name}.js"))


@register.simple_tag
def htmx() -> SafeString:
    """htmx 2, for pages that swap parts of themselves."""
    return htmx_script()


@register.filter
def message_tone(message: Message) -> str:
    """The meaning of a Django message by its level."""
    return _MESSAGE_TONES.get(message.level, Tone.INFO)
