"""How a value is written into a page: figures kept beside their signs, and safe.

A list writes more than a thousand values, and Jinja would call three functions for each of them, to put
nearly all of them down as they are.
"""

import re

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

BEFORE_SIGN = re.compile(" (?=%)|(?<=[0-9]) (?=[$€£¥₹])")
TO_CHANGE = re.compile("[&<>\"']| [%$€£¥₹]")
"""What a text holds of which anything is written otherwise."""
NO_BREAK = "\N{NO-BREAK SPACE}"


def equip(environment: Environment) -> Environment:
    """Let the templates of `environment` write their values by `written`, wherever they escape."""
    environment.finalize = unbroken
    environment.code_generator_class = Writing
    environment.written = written  # type: ignore[attr-defined] # found there by what Writing makes
    return environment


def unbroken(value: object) -> object:
    """Keep a figure and its sign on one line: per cent, or a currency's that stands behind it."""
    if type(value) is not str or (value.isascii() and " %" not in value and " $" not in value):
        return value  # as nearly all that a page tells
    return BEFORE_SIGN.sub(NO_BREAK, value)


def written(value: object) -> str:
    r"""Return what Jinja would make of `value` by `unbroken` and escaping, sooner.

    >>> written("5 % of <b>")
    Markup('5\xa0% of &lt;b&gt;')
    """
    kind = type(value)
    if kind is Markup or (kind is str and not TO_CHANGE.search(value)):  # type: ignore[call-overload] # str
        return value  # type: ignore[return-value] # either is one
    return str(value) if kind is int else escape(unbroken(value))


class Writing(CodeGenerator):
    """Writes `written(value)` in place of `escape(finalize(value))`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame):
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _escapes(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _escapes(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile
