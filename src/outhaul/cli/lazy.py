"""A group whose commands are imported only when they are used."""

from importlib import import_module
from typing import Any

import click

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
    "reference": ("outhaul.cli.reference:reference", "Show, build or load the reference figures."),
    "compile": ("outhaul.cli.risk:compile_months", "Compile what the extra fast brings, once."),
    "serve": ("outhaul.cli.serve:serve", "Serve the application."),
    "worker": ("outhaul.cli.serve:worker", "Make the plans that wait in the queue."),
    "audit": ("outhaul.cli.audit:audit", "Prove that the audit trails are whole."),
    "demo": ("outhaul.cli.demo:demo", "Plan the sample business and serve the living sample."),
}
"""Name -> (module:attribute, the line that `--help` shows)."""


class LazyGroup(click.Group):
    """A group that lists `COMMANDS` from their one-line helps and imports the one that is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 -- handed through to click
        super().__init__(**settings)
        self.commands.update({name: click.Command(name, help=line) for name, (_, line) in COMMANDS.items()})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's way
        """Return the names in the order of `COMMANDS`."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return name, command and remaining arguments, with the real command in place of its line."""
        name, _, remaining = super().resolve_command(ctx, args)
        return name, load(str(name)), remaining


def load(name: str) -> click.Command:
    """Import the command `name` of `COMMANDS`."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command
