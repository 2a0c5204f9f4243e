"""The plan as its people read it: whole, sorted, stale, chosen, and nobody else's."""

import gzip
import re
import zlib
from datetime import timedelta
from html import unescape

import msgspec
import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.planning.domain.entries import set_field, single
from outhaul.apps.planning.domain.plans import chosen_plan
from outhaul.apps.planning.models import Plan
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from outhaul.web.plans import marks
from outhaul.wording.summary import headline
from outhaul.wording.work import total
from tests.people import People
from tests.web.plans.entering import HTMX, entered


def text(page: str) -> str:
    """Return the words of a page, one blank apart."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def page_of(people: People, address: str, who: str = "olivia") -> str:
    answer = entered(getattr(people, who)).get(f"/b/{people.bakery.key}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page: str) -> list[str]:
    name = r"\s*(?:<a href=\"#process-\d+\">)?([^<]+?)(?:</a>)?\s*"
    return re.findall(
        rf'<tr (?:class="out")?>\s*<th scope="row">{name}</th>\s*<td data-label="Decision"', page
    )


@pytest.mark.parametrize("who", ["olivia", "marco", "fatima", "viktor"])
def test_everybody_of_the_business_reads_the_plan(
    people: People, kept: Plan, real_report: PlanReport, who: str
) -> None:
    page = page_of(people, "plan/", who)
    assert re.findall(r"<h1>(.*?)</h1>", page) == [headline(real_report).replace(" %", "\xa0%")]
    assert len(re.findall("<h1", page)) == 1
    assert page_of(people, f"plans/{kept.key}/", who).count('class="plan-body"') == 1


PARTS = ("", "progress/", "map/", "figures/worth/", "assumptions/T0/", "work/books/", "work/books/places/")
VERBS = ("choose/", "prove/", "stop/")


def test_nobody_else_finds_it(people: People, kept: Plan) -> None:
    client = entered(people.charlie)
    bakery, other = (
        f"/b/{key}/plans/{kept.key}/" for key in (people.bakery.key, people.charlie.business.key)
    )
    assert [client.get(bakery + part).status_code for part in PARTS] == [404] * len(PARTS)
    assert [client.get(other + part).status_code for part in PARTS if part != "progress/"] == [404] * 6
    assert client.get(other + "progress/", follow=True).status_code == 404
    assert [client.post(base + verb).status_code for base in (bakery, other) for verb in VERBS] == [404] * 6


@pytest.mark.parametrize(
    ("who", "choosing", "others"),
    [("olivia", 302, 302), ("marco", 403, 302), ("fatima", 403, 403), ("viktor", 403, 403)],
)
def test_who_may_choose_prove_and_plan(
    people: People, kept: Plan, who: str, choosing: int, others: int
) -> None:
    client, base = entered(getattr(people, who)), f"/b/{people.bakery.key}/plans/{kept.key}/"
    assert [client.post(base + verb).status_code for verb in VERBS] == [choosing, others, others]
    assert client.post(f"/b/{people.bakery.key}/plan/make/").status_code == others


@pytest.mark.usefixtures("kept")
def test_the_page_is_light_and_needs_few_queries(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = entered(people.olivia)
    client.get(f"/b/{people.bakery.key}/plan/")
    with django_assert_num_queries(10):
        page = client.get(f"/b/{people.bakery.key}/plan/").content
    assert len(gzip.compress(page, 6)) < 80_000
    assert b"<!--slot" not in page


def test_the_contents_lead_to_every_section_but_those_of_single_processes(people: People, kept: Plan) -> None:
    page = page_of(people, f"plans/{kept.key}/")
    contents = re.findall(
        r'<a href="#([\w-]+)">', page.partition("</nav>\n")[2].partition('class="plan-body"')[0]
    )
    sections = re.findall(r'<h2 id="([\w-]+)"', page)
    assert contents == [name for name in sections if not name.startswith("process-")]
    assert len(contents) >= 10


@pytest.mark.parametrize("by", ["saving", "hours", "cost", "name"])
def test_processes_can_be_sorted_without_a_script(
    people: People, kept: Plan, real_report: PlanReport, by: str
) -> None:
    keys = {
        "saving": lambda row: total(row.monthly_cost) - row.cost_now,
        "hours": lambda row: -row.owner_hours_freed_per_month,
        "cost": lambda row: -row.cost_now,
        "name": lambda row: row.name.casefold(),
    }
    expected = [row.name for row in sorted(real_report.processes, key=keys[by])]
    assert rows(page_of(people, f"plans/{kept.key}/?sort={by}")) == expected
    assert f'<a href="?sort={by}#processes" aria-current="true">' in " ".join(
        page_of(people, f"plans/{kept.key}/?sort={by}").split()
    )
    assert rows(page_of(people, f"plans/{kept.key}/?sort=nonsense")) == [
        row.name for row in real_report.processes
    ]


@pytest.mark.usefixtures("kept")
def test_a_change_makes_the_plan_stale_and_is_told(people: People, reference: Reference) -> None:
    assert "Something changed" not in page_of(people, "plan/")
    set_field(people.marco, single(people.marco, "business"), "capital_budget", 9000, reference=reference)
    page = text(page_of(people, "plan/"))
    assert "Something changed since: 1 answer." in page
    assert "training and hiring may tie up: 8,000 before, 9,000 now." in page
    assert "Plan again" in page
    assert "Plan again" not in text(page_of(people, "plan/", "viktor"))


def test_other_reference_figures_make_it_stale_too(people: People, kept: Plan) -> None:
    Plan.objects.filter(pk=kept.pk).update(reference_checksum="0" * 64)
    assert "The reference figures were brought up to date since" in text(page_of(people, "plan/"))


def test_choosing_tells_who_and_when_and_choosing_twice_is_choosing_once(people: People, kept: Plan) -> None:
    other = Plan.objects.get(pk=kept.pk)
    other.pk, other.key, other.chosen_by, other.chosen_at = None, "another", None, None
    other.asked_at = timezone.now() + timedelta(minutes=1)
    other.save()
    client, address = entered(people.olivia), f"/b/{people.bakery.key}/plans/another/choose/"
    assert "Make it ours" in page_of(people, "plan/")
    client.post(address)
    first = chosen_plan(people.bakery)
    client.post(address)
    again = chosen_plan(people.bakery)
    assert first is not None
    assert again is not None
    assert (first.key, again.chosen_at) == ("another", first.chosen_at)
    page = text(page_of(people, "plan/"))
    assert "Your plan chosen by Olivia" in page
    assert "Make it ours" not in page
    assert "Your plan once, chosen by Olivia" in text(page_of(people, f"plans/{kept.key}/"))


def test_what_is_heavy_comes_on_demand_and_has_a_page_of_its_own(people: People, kept: Plan) -> None:
    assert (
        "data must stay at home"
        not in page_of(people, "plan/")
        .partition('id="where"')[0]
        .partition("process-1")[2]
        .partition('id="kept"')[0]
    )
    client, base = entered(people.viktor), f"/b/{people.bakery.key}/plans/{kept.key}"
    for address in (f"{base}/work/books/places/", f"{base}/work/books/", f"{base}/map/?process=books"):
        whole, part = client.get(address), client.get(address, headers=HTMX)
        assert (whole.status_code, part.status_code) == (200, 200)
        assert (whole.content.count(b"<html"), part.content.count(b"<html")) == (1, 0)
        assert whole["Vary"].count("HX-Request") == 1
    assert client.get(f"{base}/work/recipes/places/").status_code == 404
    assert client.get(f"{base}/map/?process=nonsense").status_code == 404


def test_the_map_of_one_process_is_about_it_alone(
    people: People, kept: Plan, real_report: PlanReport
) -> None:
    page = page_of(people, f"plans/{kept.key}/map/?process=mail")
    (mail,) = [row for row in real_report.processes if row.id == "mail"]
    possible = [option for option in mail.options if option.excluded_by is None]
    cheaper = [
        one
        for one in possible
        if (one.true_cost_per_accepted_hour or 0) < mail.cost_now / (mail.hours_per_month or 1)
    ]
    assert f"In {len(cheaper)} of {len(mail.options)} countries an hour" in page
    assert re.findall(r'<option value="mail" selected>', page) == ['<option value="mail" selected>']
    assert "url(#world-hatch)" in page


@pytest.mark.usefixtures("kept")
def test_a_guard_leads_to_where_it_can_be_mended(people: People) -> None:
    page = page_of(people, "plan/")
    fixes = page.count('class="next"')
    assert page.count('class="mend"') == fixes > 0


def test_many_processes_come_as_they_are_scrolled_to(people: People, kept: Plan, real_page: str) -> None:
    section = f"<!--part process books -->{marks.part(real_page, 'process', 'books')}<!--end process-->"
    many = real_page.replace(section, section * 30)
    Plan.objects.filter(pk=kept.pk).update(page=zlib.compress(msgspec.json.encode({"en": many})))
    page = page_of(people, "plan/")
    assert page.count('class="process later"') == 30 + 6 - 12
    assert page.count('hx-trigger="revealed"') == 30 + 6 - 12


@pytest.mark.usefixtures("kept")
def test_what_would_change_the_plan_leads_to_a_what_if_with_the_field_chosen(
    people: People, real_report: PlanReport
) -> None:
    client, page = entered(people.marco), page_of(people, "plan/", "marco")
    links = [unescape(link) for link in re.findall(r'href="([^"]+/what-if/new/[^"]+)"', page)]
    limits = [limit for limit in real_report.limits if limit.field]
    named = len(real_report.flips) + len(limits) + len(real_report.tornado)
    offered = named + len(real_report.assumptions)
    assert len(links) == offered
    assert real_report.flips
    for flip, link in zip(real_report.flips, links, strict=False):
        field = "home_cost_per_hour" if "home" in flip.parameter else "pin"
        assert f"table=processes&entry={flip.process}&field={field}&value=" in link
    for limit, link in zip(limits, links[len(real_report.flips) :], strict=False):
        table, row, field = limit.field.split("/")
        assert f"table={table}&entry={row}&field={field}&value=" in link
    assert limits
    for link in links[:named]:
        form = client.get(link).content.decode()
        place = tuple(re.findall(r"(?:table|entry|field)=([\w-]+)", link))
        fields = r'name="table" value="(.+?)".*?name="entry" value="(.+?)".*?name="field" value="(.+?)"'
        assert place in re.findall(fields, form, re.DOTALL)
        assert 'class="wrong"' not in form
    assert "/what-if/new/" not in page_of(people, "plan/", "viktor")


def test_for_paper_all_processes_stand_on_the_page(people: People, kept: Plan, real_page: str) -> None:
    section = f"<!--part process books -->{marks.part(real_page, 'process', 'books')}<!--end process-->"
    Plan.objects.filter(pk=kept.pk).update(
        page=zlib.compress(msgspec.json.encode({"en": real_page.replace(section, section * 30)}))
    )
    page = page_of(people, f"plans/{kept.key}/?whole=1")
    assert (page.count('class="process later"'), page.count('class="process"')) == (0, 30 + 6)
