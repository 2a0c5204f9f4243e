"""`outhaul audit`."""

import click


@click.command
def audit() -> None:
    """Prove that the audit trail of every business is whole; exit code 1 and a line for each that is not."""
    from outhaul.web.serve import set_up

    set_up()
    from outhaul.apps.audit.domain.reading import length_of, scopes
    from outhaul.apps.audit.domain.trail import broken_at

    known = scopes()
    broken = {scope: number for scope in known if (number := broken_at(scope)) is not None}
    for scope, number in broken.items():
        click.echo(f"outhaul: the trail of business {scope} breaks at number {number}", err=True)
    if broken:
        raise click.exceptions.Exit(1)
    click.echo(f"{len(known)} trails with {sum(map(length_of, known))} events are whole.")
