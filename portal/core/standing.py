"""What must hold of outbox and files, for ``portal doctor``."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta

from portal.config import Settings
from portal.core import mail, outbox

LATE = timedelta(seconds=60)


def stuck() -> Iterator[str]:
    """Rows given up, and rows that nobody has taken although they are long due."""
    for row in outbox.stuck():
        yield f"outbox {row.id}: {row.job} given up after {row.attempts} attempts: {row.error or ''}"[:300]
    for row in outbox.overdue(LATE):
        yield f"outbox {row.id}: {row.job} waits since {row.created_at:%Y-%m-%d %H:%M:%S}: {row.error or ''}"[:300]


def files(settings: Settings) -> Iterator[str]:
    """The data folder is ours alone to write, the key is ours alone to read, mail can be put down."""
    folder = settings.data_dir
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield f"{folder}: cannot be written"
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & stat.S_IWOTH:
        yield f"{folder}: everyone may write to it"
    key = folder / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield f"{key}: others may read it"
    letters = mail.folder(settings)
    if letters is not None and letters.exists() and not os.access(letters, os.W_OK | os.X_OK):
        yield f"{letters}: mail cannot be written"
