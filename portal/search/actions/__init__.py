"""What searching writes, one file a verb."""

from portal.search.actions.folding import fold
from portal.search.actions.noting import step
from portal.search.actions.pins import edit_pin, pin, unpin
from portal.search.actions.rekeying import rekey
from portal.search.actions.saving import delete_search, pause_search, rename_search, save_search
from portal.search.actions.solving import note_solved
from portal.search.actions.synonyms import Wording, add_synonym, checked, edit_synonym, remove_synonym

__all__ = [
    "Wording",
    "add_synonym",
    "checked",
    "delete_search",
    "edit_pin",
    "edit_synonym",
    "fold",
    "note_solved",
    "pause_search",
    "pin",
    "rekey",
    "remove_synonym",
    "rename_search",
    "save_search",
    "step",
    "unpin",
]
