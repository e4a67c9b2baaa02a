"""An index that answers late costs a reader less than a second, and the next ones nothing."""

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
