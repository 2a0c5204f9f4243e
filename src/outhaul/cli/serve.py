"""`outhaul serve` and `outhaul worker`."""

import click

HIGHEST_PORT = 65_535
at_port = click.option(
    "--port",
    type=click.IntRange(1, HIGHEST_PORT),
    default=8000,
    show_default=True,
    envvar="PORT",
    show_envvar=True,
    help="Where to serve.",
)


@click.command
@at_port
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(*, port: int, host: str) -> None:
    """Serve the application; the first visitor makes an account."""
    from outhaul.web.serve import serve as serve_application

    serve_application(port, host=host)


@click.command
def worker() -> None:
    """Make the plans that wait in the queue; `serve` runs one beside the pages."""
    from outhaul.web.work import work

    work()
