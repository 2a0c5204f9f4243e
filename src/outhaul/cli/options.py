"""Options that several commands share."""

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
"""A file or a folder, whether it is there or not."""

business_file = click.argument("file", type=PATH, help="The business file, .toml or .xlsx.")
as_json = click.option("--json", is_flag=True, help="Print one JSON document.")
seeded = click.option("--seed", default=1, show_default=True, help="Where the random numbers begin.")
