"""Templates whose constant parts are drawn once in each language.

Much of a page is the same for all its readers: text, its translation, addresses without
arguments. Such parts that follow one another become one node, which keeps what it drew by
language. They are drawn without a context, so nothing of a reader or a case can get in.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.base import Node, NodeList, Template, TextNode
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loader_tags import BlockNode
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


class Loader(CachedLoader):
    """Django's cached loader, of templates whose constants are put together."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, _Nodes):
            put_together(template.nodelist)
            template.nodelist = _Nodes(template.nodelist)
        return template


class Constants(Node):
    """Nodes that draw the same for everybody who reads a language."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.token, self.origin = self.nodes[0].token, self.nodes[0].origin
        self._drawn: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        place = (get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
        drawn = self._drawn.get(place)
        if drawn is None:
            nothing = Context()
            drawn = mark_safe("".join(str(node.render(nothing)) for node in self.nodes))  # noqa: S308 - as templates wrote it
            self._drawn[place] = drawn
        return drawn

    # What Django adds for the page of an error is never needed: constants do not fail.
    render_annotated = render


class _Nodes(NodeList):
    """The nodes of a template; its blocks, for which Django looks at each drawing, are kept."""

    _blocks: list[Node] | None = None

    def get_nodes_by_type(self, nodetype: type[Node]) -> Any:
        if nodetype is not BlockNode:
            return super().get_nodes_by_type(nodetype)
        if self._blocks is None:
            self._blocks = super().get_nodes_by_type(BlockNode)
        return self._blocks


def put_together(nodes: NodeList) -> None:
    """In place: runs of constants become one node, here and in everything below."""
    kept: list[Node] = []
    for constant, run in groupby(nodes, key=_is_constant):
        found = list(run)
        if constant and not all(isinstance(node, TextNode) for node in found):
            kept.append(Constants(found))
            continue
        kept += found
        for node in () if constant else found:
            for below in _below(node):
                put_together(below)
    nodes[:] = kept


def _is_constant(node: Node) -> bool:
    match node:
        case TextNode() | LoadNode() | CommentNode():
            return True
        case TranslateNode():
            said = node.filter_expression
            plain = node.asvar is None and node.message_context is None
            return plain and not said.filters and getattr(said.var, "literal", None) is not None
        case URLNode():
            named = isinstance(node.view_name.var, str) and not node.view_name.filters
            return named and not (node.args or node.kwargs or node.asvar)
        case StaticNode():
            return isinstance(node.path.var, str) and not node.path.filters and not node.varname
    return False


def _below(node: Node) -> Iterator[NodeList]:
    """The lists of nodes inside a node, its attributes too where it is a component."""
    if isinstance(node, IfNode):
        yield from (below for _condition, below in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        if isinstance(below := getattr(node, name, None), NodeList):
            yield below
    for attribute in getattr(node, "_prepared_attrs", ()):
        if isinstance(below := getattr(attribute.compiled, "nodelist", None), NodeList):
            yield below
