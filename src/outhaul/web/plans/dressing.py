"""The stored page of a plan made into the page that its people read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.template import engines
from django.utils.translation import gettext as _
from markupsafe import Markup

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.plans import page_of
from outhaul.apps.planning.models import Plan
from outhaul.web.addresses import address
from outhaul.web.plans import marks, tries
from outhaul.web.plans.mending import mend_of_verdict
from outhaul.web.plans.order import ORDERS, order_of

WHOLE_SECTIONS = 12
"""So many processes are shown at once; the others come as they are scrolled to."""
OF_PLAN: Mapping[str, Callable[[], str]] = {
    "hours-freed": lambda: _("your hours freed"),
    "true-saving": lambda: _("the true saving"),
    "worth": lambda: _("what the plan is worth"),
    "chance-of-loss": lambda: _("the chance of losing money"),
    "payback": lambda: _("when it has paid for itself"),
    "capital": lambda: _("the money needed up front"),
}
"""Headline figure -> how it is called in its link."""
OF_PROCESS: Mapping[str, Callable[[], str]] = {
    "rate": lambda: _("rate"),
    "market-median": lambda: _("market"),
    "band": lambda: _("fair band"),
    "true-cost": lambda: _("true cost"),
    "shared-hours": lambda: _("shared hours"),
    "manager-hours": lambda: _("manager's hours"),
}
"""Figure of a process -> how it is called in its link."""


@dataclass(frozen=True, slots=True)
class Dressed:
    """A plan's page in its parts."""

    answer: Markup
    contents: tuple[tuple[str, str], ...]
    body: Markup


@dataclass(frozen=True)
class Dresser:
    """Fills the marks of one plan's page for one visit."""

    visit: Visit
    plan: Plan
    sort: str = ""
    is_whole: bool = False
    """True where nothing waits to be scrolled to: for paper."""

    @cached_property
    def macros(self) -> Any:  # noqa: ANN401 -- a template's macros
        """The small pieces that are set in."""
        environment: Any = engines["jinja2"]
        return environment.env.get_template("plans/pieces.html").module

    def address(self, name: str, *more: str) -> str:
        """Return an address below that of the plan."""
        return address(name, self.visit.business.key, self.plan.key, *more)

    def page(self) -> Dressed:
        """Return the whole page."""
        stored = page_of(self.plan)
        if self.sort in ORDERS:
            stored = marks.reorder(stored, "row", order_of(self.plan, self.sort))
        stored, choices = self._later(stored)
        answer, body = marks.split(stored, "answer")
        return Dressed(
            answer=Markup(self._filled(answer)),  # noqa: S704 -- laid out by us, all words in it escaped
            contents=marks.headings(body),
            body=Markup(self._filled(self._light(body, choices))),  # noqa: S704 -- likewise
        )

    def process(self, process: str) -> Markup | None:
        """Return the section of one process; None where it has none."""
        found = marks.part(page_of(self.plan), "process", process)
        return None if found is None else Markup(self._filled(self._light(found)))  # noqa: S704 -- as above

    def places(self, process: str) -> Markup | None:
        """Return the other places of one process, unfolded; None where there are none."""
        found = marks.part(page_of(self.plan), "places", process)
        if found is None:
            return None
        return Markup(found.replace("<details>", "<details open>", 1))  # noqa: S704 -- as above

    def _later(self, body: str) -> tuple[str, Sequence[tuple[str, Markup]]]:
        """Leave out processes that come only when somebody scrolls to them; tell all with their names."""
        found: list[tuple[str, Markup]] = []

        def maybe(process: str, inside: str) -> str:
            name = Markup(inside.partition("</h2>")[0].rpartition(">")[2])  # noqa: S704 -- escaped there
            found.append((process, name))
            if self.is_whole or len(found) <= WHOLE_SECTIONS:
                return inside
            return str(self.macros.later(self.address("plan-process", process), name, len(found)))

        return marks.change(body, "process", maybe), found

    def _light(self, body: str, choices: Sequence[tuple[str, Markup]] = ()) -> str:
        """Bring long tables and single maps on demand."""
        body = marks.change(
            body,
            "places",
            lambda process, _inside: str(self.macros.places(self.address("plan-places", process))),
        )
        return marks.change(
            body,
            "world",
            lambda _plan, inside: str(
                self.macros.world(self.address("plan-map"), choices, "", Markup(inside))  # noqa: S704 -- as above
            ),
        )

    def _filled(self, body: str) -> str:
        return marks.fill(
            body,
            {
                "figure": self._opens,
                "figures": self._figures,
                "order": lambda _table: str(self.macros.orders(self._orders(), self.sort)),
                "mend": self._mend,
                "assumption": self._assumption,
                "flip": self._flip,
                "limit": self._limit,
                "sensitive": self._sensitive,
                "brief": self._brief,
            },
        )

    def _opens(self, name: str) -> str:
        return str(self.macros.opens(self.address("plan-figure", name), OF_PLAN[name]()))

    def _figures(self, process: str) -> str:
        links = [
            (words(), self.address("plan-process-figure", process, name))
            for name, words in OF_PROCESS.items()
        ]
        return str(self.macros.figures(links))

    def _orders(self) -> Sequence[tuple[str, object]]:
        return [("", _("your list")), *((name, words) for name, (words, _key) in ORDERS.items())]

    def _mend(self, about: str) -> str:
        guard, rule, process = about.split("/", 2)
        return str(self.macros.mend(mend_of_verdict(self.visit.business.key, guard, rule, process)))

    def _brief(self, process: str) -> str:
        """Lead from a line that hands work out to its brief, whoever may write one."""
        if not self.visit.may(Power.SOURCE):
            return ""
        where = address("write-brief", self.visit.business.key)
        asked = urlencode({"process": process, "plan": self.plan.key})
        return str(self.macros.brief(f"{where}?{asked}"))

    def _assumption(self, name: str) -> str:
        change = str(self.macros.assumption(self.address("plan-assumption", name)))
        return change + self._try(tries.of_assumption(self.visit.business.key, name))

    def _flip(self, about: str) -> str:
        return self._try(tries.of_flip(self.visit.business.key, about))

    def _limit(self, about: str) -> str:
        return self._try(tries.of_limit(self.visit.business.key, about))

    def _try(self, one: tries.Try) -> str:
        return str(self.macros.try_it(one.address, one.words)) if self._may_try else ""

    def _sensitive(self, about: str) -> str:
        found = [*tries.of_bars(self.visit.business.key, about)] if self._may_try else []
        return str(self.macros.tries(found)) if found else ""

    @property
    def _may_try(self) -> bool:
        return self.visit.may(Power.EDIT)
