"""What is written: no address of a registry, no path of a machine, no English word on a Chinese page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from house.source import PACKAGE, ROOT, committed_texts, modules

# In pieces, so that this file does not name them itself.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "/simple" + "/")
MACHINE_PATH = re.compile(r"(?<![\w.~*-])/(?:home|root|Users|work|mnt)/[\w.-]")

CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z-]+")
ACCEPTED_WORDS = {"PDF", "Excel", "xlsx", "xls", "csv", "CSV", "UTF-", "GB", "OFD", "APP", "KB", "MB"}
MIXES_SCRIPTS_ON_PURPOSE = {
    "platform/ui/templates/kehou/style/foundations.html"
}  # shows how they stand together
NOT_SHOWN = re.compile(
    "|".join(
        (
            r"\{%\s*comment.*?endcomment\s*%\}",
            r"\{%\s*block (?:shell|\w*class)\s*%\}.*?\{%\s*endblock\s*%\}",  # names of CSS classes
            r"\{#.*?#\}",
            r"<!--.*?-->",
            r"<(script|style)\b.*?</\1>",
            r"\{%.*?%\}",
            r"\{\{.*?\}\}",
        )
    ),
    re.S,
)
SHOWN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|placeholder|aria-label)=["']([^"']*)["']""")
TAG = re.compile(r"<[^>]*>", re.S)


def english_words(text: str) -> list[str]:
    """The English words in a text that a family reads."""
    return [word for word in ENGLISH_WORD.findall(text) if word not in ACCEPTED_WORDS]


def shown(page: str) -> str:
    """What of a template reaches the reader's eye or ear."""
    visible = NOT_SHOWN.sub(" ", page)
    return " ".join([TAG.sub(" ", visible), *SHOWN_ATTRIBUTE.findall(visible)]).replace("&nbsp;", " ")


def docstrings(tree: ast.Module) -> set[ast.expr]:
    """The docstrings of a file, which are for developers."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    return {first.value for first in bodies if isinstance(first, ast.Expr)}


def chinese_sentences() -> Iterator[tuple[str, str]]:
    """Every text with Chinese in it that the program itself may show, and where it stands."""
    for module in modules():
        for_developers = docstrings(module.tree)
        for node in ast.walk(module.tree):
            text = node.value if isinstance(node, ast.Constant) and node not in for_developers else ""
            if isinstance(text, str) and CHINESE.search(text):
                yield module.at(node), re.sub(r"\{[^{}]*\}", " ", shown(text))


def test_no_text_names_a_registry_or_a_path_of_a_machine() -> None:
    found = []
    for path in committed_texts():
        text = path.read_text(encoding="utf-8")
        if any(host in text for host in REGISTRIES) or MACHINE_PATH.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_no_english_word_on_a_page() -> None:
    pages = {
        str(page.relative_to(PACKAGE)): english_words(shown(page.read_text()))
        for page in PACKAGE.rglob("*.html")
    }
    assert {
        page: words for page, words in pages.items() if words and page not in MIXES_SCRIPTS_ON_PURPOSE
    } == {}


def test_no_english_word_in_a_chinese_sentence() -> None:
    assert [(place, words) for place, text in chinese_sentences() if (words := english_words(text))] == []
