"""Templates kept for each language, with all that is always the same in them written out.

A page has several hundred pieces of text that never change: sentences to translate, icons, markup
between them. Django looks each of them up anew each time it renders. Here they are joined to one
piece of text when a template is loaded for the first time in a language.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import IfNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.utils.translation import get_language

F = TypeVar("F", bound=Callable[..., Any])


def pure(tag: F) -> F:
    """Mark the function of a simple tag whose output hangs on its arguments alone."""
    tag.is_pure = True  # type: ignore[attr-defined]
    return tag


class Loader(cached.Loader):
    """Django's cache of templates, one for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        """A key of the template and the language of this moment."""
        return f"{get_language()}-{super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template in the language of this moment."""
        template = super().get_template(template_name, skip)
        if not getattr(template, "is_folded", False):
            # Twice at the same time does no harm: what is folded already stays as it is.
            template.nodelist = folded(template.nodelist, template)
            template.is_folded = True  # type: ignore[attr-defined]
        return template


def folded(nodes: NodeList, template: Template) -> NodeList:
    """The same nodes with neighbouring pieces of constant text as one; those within them, too."""
    made = NodeList()
    made.contains_nontext = nodes.contains_nontext
    texts: list[str] = []
    for node in nodes:
        text = _constant(node, template)
        if text is not None:
            texts.append(text)
            continue
        made.extend(_joined(texts))
        texts.clear()
        _fold_within(node, template)
        made.append(node)
    made.extend(_joined(texts))
    return made


def _joined(texts: list[str]) -> Iterator[TextNode]:
    if text := "".join(texts):
        yield TextNode(text)


def _fold_within(node: Node, template: Template) -> None:
    if isinstance(node, LanguageNode):
        # What is in it speaks another language than the template.
        return
    if isinstance(node, IfNode):
        node.conditions_nodelists = [
            (condition, folded(nodes, template)) for condition, nodes in node.conditions_nodelists
        ]
        return
    for name in node.child_nodelists:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            setattr(node, name, folded(inner, template))


def _constant(node: Node, template: Template) -> str | None:
    """The text of a node that is always the same, or None."""
    if isinstance(node, TextNode):
        return node.s
    if not (_is_plain_sentence(node) or _is_plain_tag(node)):
        return None
    context = Context()
    with context.bind_template(template):
        return str(node.render(context))


def _is_plain_sentence(node: Node) -> bool:
    return (
        isinstance(node, TranslateNode)
        and node.asvar is None
        and _is_literal(node.filter_expression)
        and (node.message_context is None or _is_literal(node.message_context))
    )


def _is_plain_tag(node: Node) -> bool:
    return (
        isinstance(node, SimpleNode)
        and node.target_var is None
        and getattr(node.func, "is_pure", False)
        and all(_is_literal(value) for value in (*node.args, *node.kwargs.values()))
    )


def _is_literal(expression: FilterExpression) -> bool:
    """A text in quotation marks or a number, without a filter."""
    value = expression.var
    literal = value.literal if isinstance(value, Variable) else value
    return literal is not None and not expression.filters
