"""`python -m outhaul` is the command line."""

from outhaul.cli import main

main()
