"""An index that answers late costs a reader less than a second, and the next ones nothing."""

import os
import subprocess
import sys
import threading
import time

import pytest

from portal.search.patience import MOST, Patience
from search_index.engine import EngineUnavailable


def test_it_works():
    patience = Patience()
    assert patience.ask(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        patience.ask(lambda: 1 / 0)


def test_nobody_waits_for_long_and_then_nobody_waits():
    patience, hanging = Patience(0.05, first=0.05, rest=60), threading.Event()
    for _ in range(2):
        with pytest.raises(EngineUnavailable, match="in time"):
            patience.ask(hanging.wait)
    began = time.monotonic()
    for _ in range(100):
        with pytest.raises(EngineUnavailable, match="a moment ago"):
            patience.ask(hanging.wait)
    assert time.monotonic() - began < 1
    hanging.set()


def test_one_late_answer_is_not_yet_a_fault():
    patience, hanging = Patience(0.05, first=0.05, rest=60), threading.Event()
    with pytest.raises(EngineUnavailable):
        patience.ask(hanging.wait)
    patience.seconds = 10
    assert patience.ask(lambda: "well") == "well"
    hanging.set()


def test_it_is_asked_again_after_a_rest():
    patience, hanging = Patience(0.05, first=0.05, rest=0.05), threading.Event()
    for _ in range(2):
        with pytest.raises(EngineUnavailable):
            patience.ask(hanging.wait)
    hanging.set()
    time.sleep(0.1)
    patience.seconds = 10
    assert patience.ask(lambda: "well") == "well"
    assert patience.ask(lambda: "well") == "well"


def test_hanging_threads_are_counted():
    patience, hanging = Patience(0.01, first=0.01, rest=0.0), threading.Event()
    for _ in range(3 * MOST):
        with pytest.raises(EngineUnavailable):
            patience.ask(hanging.wait)
    assert patience._threads <= MOST
    hanging.set()
    patience.seconds = 10
    assert patience.ask(lambda: "well") == "well"


def test_one_slow_question_does_not_stop_the_others():
    patience, hanging = Patience(10), threading.Event()
    slow = threading.Thread(target=patience.ask, args=(hanging.wait,))
    slow.start()
    assert patience.ask(lambda: "quick") == "quick"
    hanging.set()
    slow.join()


def test_questions_wait_longer_until_the_dictionaries_are_read():
    """A busy machine took two words of two languages, read for the first time, for an index that is lost."""
    read = threading.Event()
    patience = Patience(0.01, first=10, rest=60, ready=read.is_set)
    for word in ("слово", "питання"):
        assert patience.ask(lambda word=word: time.sleep(0.05) or word) == word
    read.set()
    with pytest.raises(EngineUnavailable, match="in time"):
        patience.ask(lambda: time.sleep(0.05))


def test_a_process_reads_the_dictionaries_beside_its_first_question():
    """As a server does: nothing of ``search_index`` was asked before."""
    code = (
        "import pathlib, tempfile; from portal.search import engine;"
        "engine.wire('whoosh:', pathlib.Path(tempfile.mkdtemp()));"
        "engine.in_time(lambda: None); assert engine._dictionaries.read.wait(60);"
        "from search_index import lemmas, ukrainian; print(lemmas._russian.is_read, ukrainian._dictionary.is_read)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["True", "True"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_asks_with_threads_of_its_own():
    """The parent has asked, and its dictionaries were being read: neither thread comes along."""
    code = (
        "import os, pathlib, tempfile, threading; from portal.search import engine; from search_index import analysis;"
        "engine.wire('whoosh:', pathlib.Path(tempfile.mkdtemp())); hanging, load = threading.Event(), analysis.load;"
        "analysis.load = hanging.wait; assert engine.in_time(lambda: 7) == 7\n"
        "if not (child := os.fork()):\n"
        "    analysis.load = dict\n"
        "    right = engine.in_time(lambda: 8) == 8 and engine._dictionaries.read.wait(60)\n"
        "    os._exit(0 if right else 1)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["0"]
