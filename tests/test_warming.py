"""Warming up: what it has read, and that it does not go wrong unseen."""

from __future__ import annotations

import subprocess
import sys


def test_what_grounding_reads_at_first_use_has_been_read() -> None:
    """In a fresh process the word list of the dictionary is there after warming up, and was not before."""
    program = (
        "from briefing.naming import dictionary\n"
        "from briefing.unattended.warming import warm_up\n"
        "before = dictionary._dictionary.cache_info().currsize\n"
        "warm_up()\n"
        "print(before, dictionary._dictionary.cache_info().currsize)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    before, after = map(int, done.stdout.split())
    assert before == 0
    assert after > 0
