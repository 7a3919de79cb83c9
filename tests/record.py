"""Record the cassettes of this repository again: ``python -m tests.record``.

By default over real HTTP from the reference server, which answers as ``reference-analyst`` with what a
person wrote after reading the seeds (``tests/reference_answers``). ``--base-url URL -m MODEL`` records from
any other endpoint instead, and so shows what a real model makes of the same reports.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from briefing import Brief, write_brief
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, reference_answers

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "cassettes"
ANSWERS = ROOT / "tests" / "reference_answers"
PORT = 8407
"""Fixed, because the address stands in the recording: recording again changes nothing but the time."""


@dataclass(frozen=True)
class Recording:
    """One brief that is kept as a cassette: its name, its sources below the root, and the question asked."""

    name: str
    sources: str
    question: str

    @property
    def cassette(self) -> Path:
        """Where it is kept."""
        return CASSETTES / f"{self.name}.yaml"

    def replay(self) -> Brief:
        """The brief, from the cassette alone."""
        return write_brief(ROOT / self.sources, question=self.question, cassette=self.cassette, record_mode="none")

    def record(self, base_url: str, model: str, cassette: Path | None = None) -> Brief:
        """The brief, asked for at *base_url* and recorded."""
        return write_brief(
            ROOT / self.sources,
            question=self.question,
            cassette=cassette or self.cassette,
            record_mode="all",
            base_url=base_url,
            model=model,
        )


RECORDINGS = (
    Recording(
        "niger",
        "seeds/niger.md",
        "Will Russian forces enter Niger, why does Moscow want them there, and what follows for the United States?",
    ),
    Recording(
        "exercise",
        "seeds/exercise",
        "What happened at Tarrow Lock, will the closure of the Ouvel lead to fighting between Kelvany and Marrec, "
        "and how long will ships be kept out?",
    ),
)


def main() -> None:
    """Record all of them and say what became of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", help="an OpenAI-compatible endpoint; default: the reference server")
    parser.add_argument("-m", "--model", default=MODEL)
    arguments = parser.parse_args()
    server = nullcontext() if arguments.base_url else ReferenceServer(reference_answers(ANSWERS), port=PORT)
    with server as running:
        for recording in RECORDINGS:
            base_url = arguments.base_url or (running.base_url if running else "")
            brief = recording.record(base_url, arguments.model)
            name = recording.cassette.relative_to(ROOT)
            print(f"{name}: {len(brief.evidence)} passages, {len(brief.withheld)} withheld")


if __name__ == "__main__":
    main()
