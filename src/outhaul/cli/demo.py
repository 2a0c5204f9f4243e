"""`outhaul demo`."""

import os
from pathlib import Path

import click

from outhaul.cli.serve import at_port

SAMPLE = "harbour-bakery.toml"


@click.command
@at_port
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the sample business, too.")
def demo(*, port: int, serve: bool) -> None:
    """Plan the sample business, print the plan and serve the living sample."""
    from outhaul.cli.output import console
    from outhaul.cli.plan import make
    from outhaul.documents.terminal import print_plan
    from outhaul.engine.glossary import recalled
    from outhaul.reference.tables import load

    report = make(samples() / SAMPLE, load(), seed=1, scenarios=4096)
    print_plan(recalled(report), console())
    if serve:
        os.environ["OUTHAUL_DEMO"] = "true"
        from outhaul.web.serve import prepare
        from outhaul.web.serve import serve as serve_application

        prepare()
        from django.urls import reverse

        from outhaul.apps.planning.domain.sample import PEOPLE, keep_sample_plan, make_sample
        from outhaul.apps.review.domain.sample_history import make_history
        from outhaul.apps.sourcing.domain.sample import make_sourcing_sample

        make_sample(samples(), reference=load())
        keep_sample_plan(report, reference=load())
        make_history()
        make_sourcing_sample(
            address=lambda token: f"http://localhost:{port}{reverse('offer-link', args=[token])}",
            reference=load(),
        )
        others = ", ".join((*(f"{person.name} ({person.role})" for person in PEOPLE[1:]), "Ana (contractor)"))
        click.echo(f"You come in as {PEOPLE[0].name}, the owner; the bar on top makes you {others}.")
        serve_application(port)


def samples() -> Path:
    """Return the folder of the sample businesses: beside this module where installed, else examples/."""
    installed = Path(__file__).parent / "samples"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "examples"
