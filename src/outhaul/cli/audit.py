"""`outhaul audit`."""

import click

from outhaul.faults import Fault, InputError


@click.command
def audit() -> None:
    """Prove that the audit trail of every business is whole; exit code 1 and a line for each that is not."""
    from outhaul.web.serve import set_up

    set_up()
    _refuse_without_trails()
    from outhaul.apps.audit.domain.reading import length_of, scopes
    from outhaul.apps.audit.domain.trail import broken_at

    known = scopes()
    broken = {scope: number for scope in known if (number := broken_at(scope)) is not None}
    for scope, number in broken.items():
        click.echo(f"outhaul: the trail of business {scope} breaks at number {number}", err=True)
    if broken:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(known)} trails with {sum(map(length_of, known))} events are whole.")


def _refuse_without_trails() -> None:
    """Raise InputError where nobody has served this folder or database yet."""
    from django.conf import settings
    from django.db import connection

    from outhaul.apps.audit.models import Chain

    if Chain._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 -- Django's own
        where = str(settings.DATABASES["default"]["NAME"])
        remedy = "Name the folder of yours in OUTHAUL_DATA_DIR, or make one with outhaul serve"
        raise InputError([Fault(where, "holds no installation", remedy)])
