"""How long ``briefing --help`` takes as a whole process, and what the commands that call no model import.

``python -m tests.bench.bench_help``. Beside it: ``import click``, which no command line on click can be faster
than, and a Python that does nothing. The goal is twice ``import click`` at most. Processes alternate; medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.record import RECORDINGS

ROOT = Path(__file__).parents[2]
RUN = "import sys; sys.argv[1:] = {arguments!r}; from briefing.cli import main; main()"
LINES = {
    "briefing --help": RUN.format(arguments=["--help"]),
    "import click": "import click",
    "pass": "pass",
}
COMMANDS = {
    "--help": ["--help"],
    "write --help": ["write", "--help"],
    "schema": ["schema"],
    "verify": ["verify", "{brief}"],
}
HEAVY = (
    "openai",
    "instructor",
    "vcr",
    "sqlalchemy",
    "httpx2",
    "pydantic",
    "trafilatura",
    "genai_prices",
    "rich",
    "babel",
)
# With its modules on stderr at the end, whichever way the command ends.
LISTED = "import sys, atexit; atexit.register(lambda: print('\\n', *sys.modules, file=sys.stderr)); "
WARM_UP, RUNS = 2, 20
GOAL = 2.0


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run *code* in a Python of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def milliseconds() -> dict[str, float]:
    """The median wall time of each line, as a whole process."""
    spent: dict[str, list[float]] = {name: [] for name in LINES}
    for _ in range(WARM_UP + RUNS):
        for name, code in LINES.items():
            begins = time.perf_counter()
            run(code)
            spent[name].append((time.perf_counter() - begins) * 1000)
    return {name: statistics.median(times[WARM_UP:]) for name, times in spent.items()}


def main() -> None:
    """Print both tables."""
    found = milliseconds()
    print(f"Whole processes, median of {RUNS}; the goal is {GOAL:.1f} times “import click” at most")
    for name, spent in found.items():
        against = f"{spent / found['import click']:.2f} of import click, {spent / found['pass']:.2f} of pass"
        print(f"  {name:18}{spent:>7.0f} ms   {against}")
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(folder) / "brief.json"
        brief.write_text(RECORDINGS[0].replay().to_json(), encoding="utf-8")
        for name, arguments in COMMANDS.items():
            code = RUN.format(arguments=[argument.format(brief=brief) for argument in arguments])
            modules = set(run(LISTED + code).stderr.rpartition("\n ")[2].split())
            heavy = ", ".join(module for module in HEAVY if module in modules) or "none"
            print(f"  briefing {name} imports {len(modules)} modules; of the heavy: {heavy}")


if __name__ == "__main__":
    main()
