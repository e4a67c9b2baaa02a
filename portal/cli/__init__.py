"""``portal …``: the command line, a file for each group of commands. Commands commit where they begin."""

import sys

import click

from portal.cli import content, database, doctor, inspection, people, search_health, searching, serving
from portal.config import UnsafeSettings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portal")
def portal() -> None:
    """The portal: questions, cases and ideas for a support organisation."""


for _module in (serving, database, people, inspection, searching, search_health, doctor, content):
    for _command in _module.COMMANDS:
        portal.add_command(_command)


def main() -> None:
    """Entry point of the ``portal`` script."""
    try:
        portal()
    except UnsafeSettings as error:
        sys.stderr.write(f"{error.text}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
