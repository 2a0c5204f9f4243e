"""`outhaul demo`."""

from pathlib import Path
from typing import Annotated

import typer

SAMPLE = "harbour-bakery.toml"
HIGHEST_PORT = 65_535


def demo(
    *,
    port: Annotated[
        int, typer.Option(help="Where to serve the plan.", envvar="PORT", min=1, max=HIGHEST_PORT)
    ] = 8000,
    serve: Annotated[bool, typer.Option(help="Serve the plan as a web page, too.")] = True,
) -> None:
    """Plan the sample business, print the plan and serve it as a web page."""
    from outhaul.cli.output import console
    from outhaul.cli.plan import make
    from outhaul.documents.terminal import print_plan
    from outhaul.reference.tables import load

    report = make(sample(), load(), seed=1, scenarios=4096)
    print_plan(report, console())
    if serve:
        from outhaul.web.serve import serve as serve_plan

        serve_plan(report, port)


def sample() -> Path:
    """Return the file of the sample business: beside this module where installed, else in examples/."""
    installed = Path(__file__).parent / SAMPLE
    return installed if installed.is_file() else Path(__file__).parents[3] / "examples" / SAMPLE
