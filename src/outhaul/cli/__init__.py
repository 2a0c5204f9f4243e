"""The command line: a thin door to the engine and the documents."""

import os
import sys

import click

from outhaul import __version__
from outhaul.cli.lazy import LazyGroup
from outhaul.faults import InputError

EPILOG = "Exit codes: 0 done, 1 failed, 2 wrong input. OUTHAUL_DEBUG=1 shows where a failure happened."


@click.group(cls=LazyGroup, epilog=EPILOG)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Print the version.")
def app() -> None:
    """Decide what work a small business hands out, to whom, for how much and under whose care."""


def main() -> None:
    """Run the command line: wrong input gives a line a fault and exit code 2, a failure one line and 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a narrow code page must not end it
    try:
        app(prog_name="outhaul")
    except InputError as error:
        for fault in error.faults:
            _complain(str(fault))
        sys.exit(2)
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a person reads one line
        _explain(error)
        sys.exit(1)


def _complain(message: str) -> None:
    print(f"outhaul: {message}", file=sys.stderr)  # noqa: T201 -- the command line speaks


def _explain(error: Exception) -> None:
    if os.environ.get("OUTHAUL_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    elif isinstance(error, ModuleNotFoundError) and not (error.name or "outhaul").startswith("outhaul"):
        _complain(f"this needs the package {error.name}. Install it with: pip install 'outhaul[web]'")
    else:
        _complain(" ".join(f"{type(error).__name__}: {error}".split()))
