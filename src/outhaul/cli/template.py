"""`outhaul template OUT`."""

from pathlib import Path

import click

from outhaul.cli.options import PATH
from outhaul.cli.output import whole_file
from outhaul.documents.business_file import read, write_toml
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import load


@click.command
@click.argument("out", type=PATH, help="The file to write: .xlsx, or .toml with --from.")
@click.option("--from", "source", type=PATH, metavar="FILE", help="A business file whose content to write.")
def template(out: Path, source: Path | None) -> None:
    """Write a business workbook to fill in, or turn a business file into the other kind."""
    reference = load()
    kind = out.suffix.lower()
    if kind not in {".xlsx", ".toml"} or (kind == ".toml" and source is None):
        remedy = "Name an .xlsx file" if source is None else "Name an .xlsx or a .toml file"
        raise InputError([Fault(str(out), "is of a kind that is not written", remedy)])
    business = read(source, reference) if source else None
    with whole_file(out) as temporary:
        if kind == ".toml" and business:
            temporary.write_text(write_toml(business), encoding="utf-8", newline="\n")
        else:
            from outhaul.documents.workbook import write_workbook

            write_workbook(business, temporary, reference)
    click.echo(f"{out} is written.")
