"""Every write of guides."""

from portal.guides.actions.done import set_done
from portal.guides.actions.keep import edit, write
from portal.guides.actions.publish import archive, publish

__all__ = ["archive", "edit", "publish", "set_done", "write"]
