"""``python -m portal.cli``: the same as the ``portal`` script."""

from portal.cli import main

main()
