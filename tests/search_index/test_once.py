"""What is read at its first use is read once."""

import os
import subprocess
import sys
import threading

import pytest

from search_index import lemmas, ukrainian
from search_index.once import Once


def test_it_works():
    read = []
    words = Once(lambda: read.append(1) or 7)
    assert (words.is_read, words(), words(), words.is_read, read) == (False, 7, 7, True, [1])


def test_two_that_come_at_once_read_once():
    inside, go_on, read = threading.Event(), threading.Event(), []

    def slowly():
        read.append(threading.current_thread().name)
        inside.set()
        assert go_on.wait(10)
        return 7

    words = Once(slowly)
    found = []
    readers = [threading.Thread(target=lambda: found.append(words())) for _ in range(2)]
    readers[0].start()
    assert inside.wait(10)
    readers[1].start()
    readers[1].join(0.05)
    go_on.set()
    for each in readers:
        each.join(10)
    assert (found, len(read)) == ([7, 7], 1)


@pytest.mark.parametrize("read", [lemmas._russian, ukrainian._dictionary, ukrainian._endings])
def test_the_dictionaries_are_such(read):
    assert isinstance(read, Once)


def test_what_fails_is_tried_again():
    answers = [7, 0]
    words = Once(lambda: 7 // answers.pop())
    with pytest.raises(ZeroDivisionError):
        words()
    assert words() == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_does_not_wait_for_a_thread_that_stayed_behind():
    code = (
        "import os, signal, threading; from search_index.once import Once; inside = threading.Event()\n"
        "def read():\n"
        "    if os.getpid() == parent: inside.set(); threading.Event().wait()\n"
        "    return 7\n"
        "parent, words = os.getpid(), Once(read)\n"
        "threading.Thread(target=words, daemon=True).start(); inside.wait()\n"
        "if not (child := os.fork()):\n"
        "    signal.alarm(10); os._exit(0 if words() == 7 else 1)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["0"]
