"""A long report in a short window, by the embedded endpoint: how calls, tokens, time and memory grow with its length.

``python -m tests.bench.bench_long REPORT [WINDOW]``: an eighth, a quarter, a half and the whole of a text file. Each
brief is written by a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefing.brief import Brief

WINDOW = 8000


def write(report: Path, window: int) -> tuple[Brief, float, float]:
    """The brief, the seconds it took, and the peak in MB."""
    output = report.with_suffix(".json")
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", "write", report, "-o", output, "-m", "embedded", "--window", str(window)],
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return Brief.from_json(output.read_text(encoding="utf-8")), time.monotonic() - began, usage.ru_maxrss / 1024


def main() -> None:
    """Run and print."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    window = int(sys.argv[2]) if len(sys.argv) > 2 else WINDOW
    print(f"{len(text.split()):,} words in a window of {window:,} tokens, ratios to the eighth")
    first: tuple[float, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.txt"
        short.write_text(text[:2000], encoding="utf-8")
        start_up = min(write(short, 100_000)[1] for _ in range(3))
        for part in (8, 4, 2, 1):
            report = Path(folder) / f"one in {part}.txt"
            report.write_text(text[: len(text) // part], encoding="utf-8")
            brief, seconds, peak = write(report, window)
            made = brief.provenance
            figures = (made.calls, made.input_tokens or 0, seconds - start_up, peak)
            first = first or figures
            ratios = " ".join(f"{one / other:.2f}" for one, other in zip(figures, first, strict=True))
            print(
                f"  1/{part}: {figures[0]} calls, {figures[1]:,} tokens, {figures[2]:.2f} s after {start_up:.2f} s of "
                f"starting, peak {peak:.0f} MB; {ratios}"
            )
        tenths = sorted({10 * item.spans[0].start // len(text) + 1 for item in brief.evidence})
        print(f"  of the whole: {len(brief.evidence)} quotes, from the tenths {json.dumps(tenths)}")


if __name__ == "__main__":
    main()
