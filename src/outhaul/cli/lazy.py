"""A group whose commands are imported only when they are used."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

COMMANDS: dict[str, tuple[str, str]] = {
    "plan": ("outhaul.cli.plan:plan", "Plan what to hand out, where, at what rate and under whom."),
    "risk": ("outhaul.cli.risk:risk", "Live through a plan in a million futures."),
    "sweep": ("outhaul.cli.sweep:sweep", "Plan every business file of a folder, on all cores."),
    "check": ("outhaul.cli.check:check", "Check a business file and say all that is wrong with it."),
    "template": ("outhaul.cli.template:template", "Write a business workbook to fill in."),
    "rate": ("outhaul.cli.rate:rate", "Show what contractors ask for an occupation in a country."),
    "places": ("outhaul.cli.places:places", "Rank the countries for one kind of work."),
    "overlap": ("outhaul.cli.overlap:overlap", "Count the working hours that two time zones share."),
    "cost": ("outhaul.cli.cost:cost", "Work out the true cost of one engagement, month by month."),
    "reference": ("outhaul.cli.reference:reference_app", "Show, build or load the reference figures."),
    "compile": ("outhaul.cli.risk:compile_months", "Compile what the extra fast brings, once."),
    "serve": ("outhaul.cli.serve:serve", "Serve the application."),
    "worker": ("outhaul.cli.serve:worker", "Make the plans that wait in the queue."),
    "audit": ("outhaul.cli.audit:audit", "Prove that the audit trails are whole."),
    "demo": ("outhaul.cli.demo:demo", "Plan the sample business and serve the living sample."),
}
"""Name -> (module:attribute, the line that `--help` shows)."""

PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,  # the help drawn by rich would double the time until it appears
    "pretty_exceptions_enable": False,
}
"""Settings that every Typer object of the command line shares."""


class LazyGroup(TyperGroup):
    """A group that lists `COMMANDS` from their one-line helps and imports the one that is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 -- handed through to Typer
        super().__init__(**settings)
        self.commands.update({name: TyperCommand(name, help=line) for name, (_, line) in COMMANDS.items()})

    def resolve_command(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- handed through to Typer
        """Return name, command and remaining arguments, with the real command in place of its line."""
        name, _, remaining = super().resolve_command(*args, **kwargs)
        return name, load(str(name)), remaining


def load(name: str) -> Any:  # noqa: ANN401 -- Typer names no public type for a command
    """Import the command `name` of `COMMANDS`; a module defines a function or a Typer app."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return get_command(found)
    single = typer.Typer(**PLAIN)
    single.command(name)(found)
    return get_command(single)
