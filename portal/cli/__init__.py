"""``portal …``: the command line, a file for each group of commands. Commands commit where they begin."""

import gc
import sys

import click

gc.disable()  # fifteen hundred modules are about to be made and none let go: a fifth of the start was spent looking
from portal.cli import (  # noqa: E402
    articles,
    content,
    curation,
    database,
    doctor,
    gaps,
    inspection,
    judging,
    people,
    search_health,
    searching,
    serving,
    words,
)
from portal.config import UnsafeSettings  # noqa: E402

gc.freeze()  # what is there by now stays: later searches for waste pass it by
gc.enable()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portal")
def portal() -> None:
    """The portal: questions, cases and ideas for a support organisation."""


for _module in (
    serving,
    database,
    people,
    inspection,
    searching,
    words,
    search_health,
    judging,
    curation,
    doctor,
    content,
    articles,
    gaps,
):
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
