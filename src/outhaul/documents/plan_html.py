"""A plan as one HTML file: nothing is fetched, no script is needed, it prints well."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from outhaul.documents import pages
from outhaul.engine.report import PlanReport
from outhaul.wording import tongue
from outhaul.wording.amounts import at_home_in


@cache
def _environment() -> Environment:
    loader = PackageLoader("outhaul.documents", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        tongue.word, tongue.one_of, newstyle=True
    )
    made.globals.update(spoken=tongue.spoken)
    return pages.equip(made)


def body(report: PlanReport) -> str:
    """Return the plan alone, to be set into a page that brings the stylesheet."""
    with at_home_in(report.country):
        return _environment().get_template("plan/body.html").render(pages.context(report))


def render(report: PlanReport) -> str:
    """Return `report` as a self-contained page."""
    template = _environment().get_template("plan/document.html")
    style = Markup(pages.stylesheet())  # noqa: S704 -- our own file
    with at_home_in(report.country):
        return template.render(pages.context(report), stylesheet=style)
