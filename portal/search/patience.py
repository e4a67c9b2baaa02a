"""How long a page waits for the index: not longer than a reader would.

An index on a disk that hangs, or one that somebody else keeps busy, answers late or never, and a call into it cannot be
broken off. So each question is put to the engine by a thread of its own kind, and whoever asked goes away after a while
with ``EngineUnavailable``, as from an index that is lost. When that happened twice in a row nobody asks for some seconds,
except one who tries whether it is well again: a page never waits for what the page before it knew.
"""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from search_index.engine import EngineUnavailable

Answer = TypeVar("Answer")
SECONDS = 0.8  # with what the database then needs, the reader has a page within a second
FIRST = 3.0  # while the index is opened and the dictionaries are read
REST = 5.0  # seconds without questions after a second late answer
MOST = 8  # threads
MOST_OPEN = 64  # questions that wait or hang; further ones are turned away at once


class _Question(Generic[Answer]):
    def __init__(self, ask: Callable[[], Answer]) -> None:
        self.ask, self.context = ask, copy_context()
        self.answer: Answer | None = None
        self.error: BaseException | None = None
        self.given_up = False
        self.done = threading.Lock()
        self.done.acquire()

    def run(self) -> None:
        try:
            if not self.given_up:
                self.answer = self.context.run(self.ask)
        except BaseException as error:
            self.error = error
        finally:
            self.done.release()


class Patience:
    """One for each engine. ``seconds`` is how long a question may take, ``first`` how long the first one of a process
    and those that come before what they need is ``ready``."""

    def __init__(
        self,
        seconds: float = SECONDS,
        *,
        first: float = FIRST,
        rest: float = REST,
        ready: Callable[[], bool] = lambda: True,
    ) -> None:
        self.seconds, self.first, self.rest, self._ready = seconds, first, rest, ready
        self.begin_anew()

    def begin_anew(self) -> None:
        """Nobody asks and nothing is known of the index; also in a process that was forked off, where no thread is."""
        self._questions: SimpleQueue[_Question[Any]] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads = self._open = self._late = 0
        self._quiet_until = 0.0
        self._answered = False

    def ask(self, ask: Callable[[], Answer]) -> Answer:
        """What ``ask`` returns or raises. Raises ``EngineUnavailable`` when it takes too long, or did lately."""
        question = _Question(ask)
        self._enter()
        self._questions.put(question)
        in_time = question.done.acquire(timeout=self.seconds if self._answered and self._ready() else self.first)
        self._note(in_time)
        if not in_time:
            question.given_up = True
            raise EngineUnavailable("the search index does not answer in time")
        if question.error is not None:
            raise question.error
        return question.answer  # type: ignore[return-value]

    def _enter(self) -> None:
        """Be one of those who ask; starts a thread where all are busy."""
        with self._lock:
            if self._late > 1:
                if time.monotonic() < self._quiet_until:
                    raise EngineUnavailable("the search index did not answer in time a moment ago")
                self._quiet_until = time.monotonic() + self.rest  # this one tries; the others wait and see
            if self._open >= MOST_OPEN:
                raise EngineUnavailable("too many questions wait for the search index")
            self._open += 1
            if self._open > self._threads < MOST:
                self._threads += 1
                threading.Thread(target=self._work, name=f"asking-{self._threads}", daemon=True).start()

    def _note(self, in_time: bool) -> None:
        with self._lock:
            self._answered = True
            self._late = 0 if in_time else self._late + 1
            if self._late > 1:
                self._quiet_until = time.monotonic() + self.rest

    def _work(self) -> None:
        while True:
            self._questions.get().run()
            with self._lock:
                self._open -= 1
