"""The reading of the dictionaries, once a process, and what came of it."""

import threading

import structlog

from search_index import analysis

log = structlog.get_logger()


class Dictionaries:
    """Read beside the first question: the first word of each language would take as long as two late answers of an index
    that is lost, and be taken for one."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """Nobody reads them; also in a process that was forked off while somebody did."""
        self._begun = threading.Lock()  # held from the moment on at which somebody reads them
        self.read = threading.Event()
        self.fault = ""

    def get_ready(self) -> None:
        """Begin to read them, unless somebody did."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._read, name="reading-dictionaries", daemon=True).start()

    def _read(self) -> None:
        try:
            faults = analysis.load()
            for language, error in faults.items():
                log.error("search.dictionary_unreadable", language=language, error=repr(error))
            self.fault = "; ".join(
                f"the dictionary of {language} cannot be read: {type(error).__name__}"
                for language, error in faults.items()
            )
        finally:
            self.read.set()
