"""Lists of fifty and a hundred rows beside the same lists as Django's manuals teach to write them.

The peer fetches model objects with their relations and renders the same columns with Django's templates:
no frame around the table, no search, nothing counted. *Table* is the query and the table alone, ours and
theirs; *page* is our whole page, with everything around the table, beside theirs through the same
middleware. Milliseconds of the processor, the quickest of several times: others on the machine only ever
make it slower.
"""

import argparse
import json
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]
TIMES = 40
HEADINGS = ("list", "rows", "table ms", "peer's ms", "ratio", "page ms", "peer's ms", "ratio")

ENGAGEMENTS = """{% load i18n %}<table class="stacked"><thead><tr>
<th scope="col">{% translate "What" %}</th><th scope="col">{% translate "Contractor" %}</th>
<th scope="col">{% translate "State" %}</th><th scope="col">{% translate "Manager" %}</th>
<th scope="col">{% translate "Rate an hour" %}</th><th scope="col">{% translate "Period" %}</th>
</tr></thead><tbody>{% for row in rows %}<tr>
<th scope="row"><a href="{% url 'engagement' business=key engagement=row.key %}">{{ row.name }}</a></th>
<td data-label="{% translate 'Contractor' %}">{{ row.contractor.name }}</td>
<td data-label="{% translate 'State' %}">{{ row.get_state_display }}</td>
<td data-label="{% translate 'Manager' %}">{{ row.manager|default:"nobody yet" }}</td>
<td data-label="{% translate 'Rate an hour' %}">{{ row.rate|floatformat:"2g" }} {{ row.currency }}</td>
<td data-label="{% translate 'Period' %}">{{ row.starts_on|date }} {% translate "to" %}
{{ row.ends_on|date }}</td>
</tr>{% endfor %}</tbody></table>"""
CANDIDATES = """{% load i18n %}<table class="stacked candidates"><thead><tr>
<th scope="col">{% translate "Name" %}</th><th scope="col">{% translate "Country" %}</th>
<th scope="col">{% translate "Languages" %}</th><th scope="col">{% translate "Skills" %}</th>
<th scope="col">{% translate "Rate an hour" %}</th><th scope="col">{% translate "Where they stand" %}</th>
<th scope="col">{% translate "Kept until" %}</th></tr></thead><tbody>{% for row in rows %}<tr>
<th scope="row"><a href="{% url 'candidate' business=key candidate=row.key %}">{{ row.name }}</a>
<small lang="en">{{ row.occupation }}</small></th>
<td data-label="{% translate 'Country' %}">{{ row.country }}</td>
<td data-label="{% translate 'Languages' %}">{% for code, told in row.languages.items %}
{{ code }} {{ told.level }}{% endfor %}</td>
<td data-label="{% translate 'Skills' %}">{{ row.skills|join:", " }}</td>
<td data-label="{% translate 'Rate an hour' %}">{{ row.rate|floatformat:"2g" }} {{ row.currency }}</td>
<td data-label="{% translate 'Where they stand' %}">{% for one in row.candidacies.all %}
{{ one.brief.title }}: {{ one.get_state_display }}{% empty %}{% translate "no brief yet" %}{% endfor %}</td>
<td data-label="{% translate 'Kept until' %}">{{ row.keep_until|date }}</td>
</tr>{% endfor %}</tbody></table>"""
LEDGER = """{% load i18n %}<table class="stacked"><thead><tr>
<th scope="col">{% translate "Number" %}</th><th scope="col">{% translate "Day" %}</th>
<th scope="col">{% translate "What" %}</th><th scope="col">{% translate "From" %}</th>
<th scope="col">{% translate "To" %}</th><th scope="col">{% translate "Amount" %}</th>
</tr></thead><tbody>{% for row in rows %}<tr>
<th scope="row">{{ row.number }}</th>
<td data-label="{% translate 'Day' %}">{{ row.on|date }}</td>
<td data-label="{% translate 'What' %}">{{ row.thing }}
{% if row.engagement %}<span class="help">{{ row.engagement.name }}</span>{% endif %}</td>
<td data-label="{% translate 'From' %}">{{ row.source }}</td>
<td data-label="{% translate 'To' %}">{{ row.target }}</td>
<td class="amount"
data-label="{% translate 'Amount' %}">{{ row.cents|floatformat:"2g" }} {{ row.currency }}</td>
</tr>{% endfor %}</tbody></table>"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One list: milliseconds of the processor for its table and its page, ours and the peer's."""

    name: str
    rows: int
    table: float
    peer_table: float
    page: float
    peer_page: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 engagements, fewer times")
    parser.add_argument("--engagements", type=int, default=None)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    options = parser.parse_args()
    count = options.engagements or (200 if options.quick else 2_000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OUTHAUL_DATA_DIR"], os.environ["OUTHAUL_DEMO"] = folder, "true"
        from outhaul.web.serve import prepare  # noqa: PLC0415 -- it reads the environment

        prepare()
        visit = filled(count)
        found = [measured(*one, visit, 8 if options.quick else TIMES) for one in lists(visit)]
    print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}")
    for one in found:
        table = f"{one.table:.2f} | {one.peer_table:.2f} | {one.peer_table / one.table:.1f}"
        page = f"{one.page:.1f} | {one.peer_page:.1f} | {one.peer_page / one.page:.1f}"
        print(f"| {one.name} | {one.rows} | {table} | {page} |")
    if options.json:
        told: dict[str, object] = {
            "python": platform.python_version(),
            "machine": platform.platform(),
            "engagements": count,
        }
        told |= {"lists": [asdict(one) for one in found]}
        options.json.write_text(json.dumps(told, indent=1))


def filled(count: int) -> Any:  # noqa: ANN401 -- a visit, known only once Django is set up
    """Keep `count` engagements with all that belongs to them, as many candidates, and a ledger."""
    from django.utils import timezone  # noqa: PLC0415 -- once Django is set up

    from benchmarks.work import fill  # noqa: PLC0415 -- likewise
    from outhaul.apps.money.models import LedgerEntry  # noqa: PLC0415 -- likewise
    from outhaul.apps.people.models import User  # noqa: PLC0415 -- likewise
    from outhaul.apps.planning.domain.sample import make_sample, sample_visit  # noqa: PLC0415 -- likewise
    from outhaul.apps.sourcing.models import Candidate  # noqa: PLC0415 -- likewise
    from outhaul.apps.work.models import Engagement  # noqa: PLC0415 -- likewise
    from outhaul.cli.demo import samples  # noqa: PLC0415 -- likewise
    from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

    make_sample(samples(), reference=load())
    visit = sample_visit()
    fill(visit, User.objects.create_user("ana@example.org", name="Ana"), count)
    today = timezone.localdate()
    Candidate.objects.bulk_create(
        Candidate(
            business=visit.business,
            name=f"Candidate {number:05}",
            country=("PH", "PL", "CO", "KE")[number % 4],
            languages={"en": {"level": "C1", "evidence": ""}, "es": {"level": "B1", "evidence": ""}},
            skills=["bookkeeping", "spreadsheets", "payroll"],
            occupation="43-3031.00",
            rate=Decimal(8 + number % 30),
            currency="USD",
            keep_until=today + timedelta(days=number % 300),
        )
        for number in range(count)
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            business=visit.business,
            number=number,
            on=today - timedelta(days=number % 25),
            engagement=engagement,
            thing="milestone",
            thing_key=str(number),
            verb="accepted",
            source="world",
            target="accepted",
            cents=20_000 + number,
            currency="USD",
        )
        for number, engagement in enumerate(Engagement.objects.filter(business=visit.business), 1)
    )
    return visit


def lists(visit: Any) -> list[tuple[str, str, Callable[[], object], str, Any]]:  # noqa: ANN401 -- as above
    """Return of each list its name, address, our table, and the peer's template and query."""
    from outhaul.apps.money.models import LedgerEntry  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.sourcing.models import Candidate  # noqa: PLC0415 -- likewise
    from outhaul.apps.work.models import Engagement  # noqa: PLC0415 -- likewise

    base, business = f"/b/{visit.business.key}", visit.business
    engagements = Engagement.objects.filter(business=business).select_related("contractor")[:50]
    candidates = Candidate.objects.filter(business=business).prefetch_related("candidacies__brief")[:50]
    ledger = LedgerEntry.objects.filter(business=business).select_related("engagement").order_by("-number")
    return [
        ("engagements", f"{base}/agree/engagements/", our_engagements(visit), ENGAGEMENTS, engagements),
        ("candidates", f"{base}/source/candidates/", our_candidates(visit), CANDIDATES, candidates),
        ("ledger", f"{base}/pay/ledger/?month=all", our_ledger(visit), LEDGER, ledger[:100]),
    ]


def our_engagements(visit: Any) -> Callable[[], object]:  # noqa: ANN401 -- as above
    """Return what makes the table of engagements: its page of rows, and its part of the template."""
    from outhaul.apps.paging import page_of  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.work.domain.engagements import manager_names  # noqa: PLC0415 -- likewise
    from outhaul.apps.work.domain.finding import ORDERS, Wanted, find_engagements  # noqa: PLC0415 -- likewise
    from outhaul.web.agree.engagements.listing import COLUMNS  # noqa: PLC0415 -- likewise
    from outhaul.web.agree.engagements.words import STATES  # noqa: PLC0415 -- likewise
    from outhaul.web.agree.texts import TEXTS  # noqa: PLC0415 -- likewise

    template, order = _table("agree/engagements/list.html", 0), ORDERS["newest"]
    fields = tuple(dict.fromkeys((*COLUMNS, order.by)))

    def made() -> str:
        found = find_engagements(visit, Wanted(), "newest").values_list(*fields, named=True)
        told = {"rows": page_of(found, order, "", 50).rows, "names": manager_names(visit), **TEXTS}
        states = {state: str(name) for state, name in STATES.items()}
        return str(template.render({**told, "visit": visit, "states": states}))

    return made


def our_candidates(visit: Any) -> Callable[[], object]:  # noqa: ANN401 -- as above
    """Return what makes the table of candidates."""
    from outhaul.apps.paging import page_of  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.sourcing.domain import finding  # noqa: PLC0415 -- likewise
    from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise
    from outhaul.web.source.candidates.listing import COLUMNS, lines_of  # noqa: PLC0415 -- likewise

    template, order = _table("source/candidates/table.html", 0), finding.ORDERS["name"]

    def made() -> str:
        wanted = finding.find_candidates(visit, finding.Wanted())
        found = finding.sorted_by(wanted, "name", visit, load())
        rows = page_of(found.values_list(*COLUMNS, named=True), order, "", 50).rows
        return str(template.render({"lines": lines_of(visit, rows), "visit": visit}))

    return made


def our_ledger(visit: Any) -> Callable[[], object]:  # noqa: ANN401 -- as above
    """Return what makes the table of entries of the ledger."""
    from outhaul.apps.money.domain.ledger import access_ledger  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.paging import in_order, page_of  # noqa: PLC0415 -- likewise
    from outhaul.web.pay.ledger import A_PAGE, COLUMNS, ORDER  # noqa: PLC0415 -- likewise
    from outhaul.web.pay.words import ACCOUNTS, TEXTS, THINGS  # noqa: PLC0415 -- likewise

    template = _table("pay/ledger.html", 1)

    def made() -> str:
        found = in_order(access_ledger(visit), ORDER).values_list(*COLUMNS, named=True)
        told = {"rows": page_of(found, ORDER, "", A_PAGE).rows, **TEXTS, "visit": visit}
        told |= {"accounts": {key: str(name) for key, name in ACCOUNTS.items()}}
        told |= {"things": {key: str(name) for key, name in THINGS.items()}}
        return str(template.render(told))

    return made


def _table(name: str, number: int) -> Any:  # noqa: ANN401 -- a template of Jinja
    """Return a table of one of our templates, as it stands there, as a template of its own."""
    from django.template import engines  # noqa: PLC0415 -- once Django is set up

    environment = engines["jinja2"].env  # type: ignore[attr-defined] # the backend's own
    source = environment.loader.get_source(environment, name)[0]
    sets = "".join(re.findall(r"{% set say = .*?%}", source, re.DOTALL))
    return environment.from_string(sets + re.findall(r"<table.*?</table>", source, re.DOTALL)[number])


def measured(  # noqa: PLR0913, PLR0917 -- a row of `lists`
    name: str,
    address: str,
    ours: Callable[[], object],
    template: str,
    query: Any,  # noqa: ANN401 -- of any model
    visit: Any,  # noqa: ANN401 -- as above
    times: int,
) -> Measured:
    """Measure one list beside its peer, turn by turn."""
    from django.template import engines  # noqa: PLC0415 -- once Django is set up
    from django.test import Client, override_settings  # noqa: PLC0415 -- likewise

    compiled = engines["django"].from_string(template)

    def peer() -> str:
        return str(compiled.render({"rows": query.all(), "key": visit.business.key}))

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(visit.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(ROOT_URLCONF=_addresses_with(peer)):
        ways = (ours, peer, lambda: client.get(address), lambda: client.get("/peer/"))
        for way in ways:
            way()
        runs = [[seconds(way) for way in ways] for _ in range(times)]
    table, peer_table, page, peer_page = (1000 * min(way) for way in zip(*runs, strict=True))
    return Measured(name, len(query.all()), table, peer_table, page, peer_page)


def _addresses_with(peer: Callable[[], str]) -> Any:  # noqa: ANN401 -- a module of addresses
    """Return our addresses, and that of the peer's page, for whoever is signed in."""
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415 -- once Django is set up
    from django.urls import path  # noqa: PLC0415 -- likewise

    from outhaul.project import urls  # noqa: PLC0415 -- likewise
    from outhaul.web.doors import for_signed_in  # noqa: PLC0415 -- likewise

    def view(_request: HttpRequest, _user: Any) -> HttpResponse:  # noqa: ANN401 -- as above
        return HttpResponse(peer())

    module = ModuleType("peers")
    vars(module).update({name: value for name, value in vars(urls).items() if name.startswith("handler")})
    module.urlpatterns = [path("peer/", for_signed_in(view)), *urls.urlpatterns]  # type: ignore[attr-defined]
    return module


def seconds(do: Callable[[], object]) -> float:
    """Seconds that the processor works on `do`."""
    start = time.process_time()
    do()
    return time.process_time() - start


if __name__ == "__main__":
    main()
