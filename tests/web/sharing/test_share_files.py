"""A plan leaves as a file with a name that is found again."""

import io
from dataclasses import replace

import msgspec
import pytest
from django.core.cache import caches
from django.test import Client
from openpyxl import load_workbook

from outhaul.apps.people.domain.businesses import rename_business
from outhaul.apps.planning.models import Plan
from outhaul.documents import plan_json
from outhaul.engine.report import PlanReport
from outhaul.web.sharing.files import PDF, WORKBOOK, Kind, file_name
from outhaul.web.sharing.files import answer as as_file
from tests.people import People


@pytest.mark.parametrize(
    ("extension", "content_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
        ("json", "application/json", b"{"),
    ],
)
def test_each_kind_of_file(
    olivia: Client, made: Plan, extension: str, content_type: str, begins: bytes
) -> None:
    answer = olivia.get(f"/b/{made.business.key}/plans/{made.key}/plan.{extension}")
    day = made.asked_at.date().isoformat()
    assert (answer.status_code, answer["Content-Type"], answer.content[: len(begins)]) == (
        200,
        content_type,
        begins,
    )
    assert answer["Content-Disposition"] == f'attachment; filename="harbour-bakery-plan-{day}.{extension}"'
    assert answer["Cache-Control"] == "private, no-store"


def test_the_json_is_that_of_the_command_line(olivia: Client, made: Plan, plan: PlanReport) -> None:
    answer = olivia.get(f"/b/{made.business.key}/plans/{made.key}/plan.json")
    kept = replace(plan, elapsed_ms=0)
    assert msgspec.json.decode(answer.content) == msgspec.json.decode(plan_json.encode(kept))


def test_the_workbook_opens(olivia: Client, made: Plan) -> None:
    answer = olivia.get(f"/b/{made.business.key}/plans/{made.key}/plan.xlsx")
    assert load_workbook(io.BytesIO(answer.content))["Summary"]["C2"].value == made.headline


@pytest.mark.parametrize(
    ("name", "stem"),
    [("Harbour Bakery", "harbour-bakery-plan"), ("港のパン屋", "港のパン屋-plan"), ("../..", "plan")],
)
def test_names_keep_every_script_and_no_path(made: Plan, name: str, stem: str) -> None:
    rename_business(made.business, name=name)
    assert file_name(made, PDF) == f"{stem}-{made.asked_at.date().isoformat()}.pdf"


def test_a_file_is_made_once(made: Plan) -> None:
    reports: list[str] = []

    def make(report: PlanReport) -> bytes:
        reports.append(report.business)
        return b"made"

    kind = Kind("once", "text/plain", make)
    assert [as_file(made, kind).content for _ in range(2)] == [b"made", b"made"]
    assert reports == ["Harbour Bakery"]


def test_another_plan_is_another_file(people: People, made: Plan) -> None:
    caches["files"].set(f"{made.report_hash}-other.xlsx", b"stale")
    assert as_file(made, WORKBOOK).content != b"stale"
    assert people.bakery == made.business


@pytest.mark.parametrize("extension", ["pdf", "xlsx", "json"])
def test_nobody_of_another_business_gets_one(
    people: People, client: Client, made: Plan, extension: str
) -> None:
    client.force_login(people.charlie.user)
    for business in (people.bakery, people.charlie.business):
        address = f"/b/{business.key}/plans/{made.key}/plan.{extension}"
        assert client.get(address).status_code == 404


def test_a_plan_on_its_way_has_no_files_yet(olivia: Client, made: Plan) -> None:
    Plan.objects.filter(pk=made.pk).update(report_hash="", report=None)
    assert olivia.get(f"/b/{made.business.key}/plans/{made.key}/plan.pdf").status_code == 404
    assert olivia.get(f"/b/{made.business.key}/plans/{made.key}/share/").status_code == 404
