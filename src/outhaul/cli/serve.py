"""`outhaul serve` and `outhaul worker`."""

from typing import Annotated

import typer

HIGHEST_PORT = 65_535
Port = Annotated[int, typer.Option(help="Where to serve.", envvar="PORT", min=1, max=HIGHEST_PORT)]


def serve(
    *,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the application; the first visitor makes an account."""
    from outhaul.web.serve import serve as serve_application

    serve_application(port, host=host)


def worker() -> None:
    """Make the plans that wait in the queue; `serve` runs one beside the pages."""
    from outhaul.web.work import work

    work()
