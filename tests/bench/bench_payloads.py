"""What hostile strings do in what we hand out, by kind and by reader, beside what they do on a page as they are.

``python -m tests.bench.bench_payloads``. Each string stands in every string field of a full brief at once, found by
the brief's own model. The page goes through every reader of :mod:`tests.harmless`, with HTML allowed and bare
addresses linked; a fault is a remote load, a script or handler, a form, a link to anywhere but the sources' own
addresses, or any element that the page does not write itself. "lost" counts the cells and blocks in which the
string does not stand to the letter. Then the same strings come from an endpoint, through the whole flow, in every
mode, with everything logged that any library logs.

The strings are those kept beside the repository (``../shared/eval``) and those of :mod:`tests.hostile_strings`;
where the former are absent, the latter alone.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.display import for_terminal
from briefing.render import first_page
from briefing.render.escape import visible
from briefing.settings import MODES
from briefing.verification import verify
from briefing.write import awrite_brief
from tests.fictional_brief import full_brief
from tests.harmless import (
    READERS,
    blocks_of,
    brief_faults,
    cells_of,
    filled,
    line_faults,
    logged,
    page_faults,
    same,
    strings_of,
)
from tests.hostile_endpoint import HostileEndpoint
from tests.hostile_strings import HOSTILE
from tests.lying_reports import REPORTS
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL
from tests.small_brief import plain_http

DATA = Path(__file__).parents[3] / "shared" / "eval" / "payloads-dev.jsonl"
COLUMNS = (*READERS, "page as text", "diagram", "JSON", "terminal", "lost")
PLACES = strings_of(full_brief()).free
READABLE = "cmark-gfm"
SHORT = 140
PLAIN = "Qqq"


def main() -> None:
    """Print both tables."""
    first_page.MOST_WORDS = first_page._WARNING_WORDS = 10**9  # a string's place depends on its length otherwise
    for name, strings in collections().items():
        print(f"{name}: {sum(map(len, strings.values()))} strings in each of {len(PLACES)} fields; faults by kind")
        print(f"  {'':28}{'strings':>8}{'as is':>8}" + "".join(f"{column[:12]:>14}" for column in COLUMNS))
        total: Counter[str] = Counter()
        for kind, texts in strings.items():
            counts = sum((faults(text) for text in texts), Counter[str]())
            total += counts
            _row(kind, len(texts), counts)
        _row("all", sum(map(len, strings.values())), total)
        asyncio.run(flow([text for texts in strings.values() for text in texts]))
        print()


def collections() -> dict[str, Mapping[str, Sequence[str]]]:
    """The strings by collection and kind."""
    found: dict[str, Mapping[str, Sequence[str]]] = {"strings of our own": HOSTILE}
    if DATA.exists():
        kinds = defaultdict(list)
        for row in map(json.loads, DATA.read_text(encoding="utf-8").splitlines()):
            kinds[row["kind"]].append(row["text"])
        found["payloads-dev"] = dict(sorted(kinds.items()))
    return found


def faults(text: str) -> Counter[str]:
    """What *text* does in a brief, by place; "as is" what it does on a page that nobody encodes."""
    brief = filled(PLACES, text)
    counts = Counter(where for where, _ in brief_faults(brief))
    counts["as is"] = any(page_faults(f"# A\n\n{text}\n", reader) for reader in READERS)
    counts["terminal"] = len(line_faults(for_terminal(text)))
    meant = visible(text)
    if 0 < len(meant) <= SHORT:
        places = [path for path in PLACES if path[-1] != "url"]
        plain, shown = (READERS[READABLE](filled(places, each).to_markdown()) for each in (PLAIN, text))
        for read in (cells_of, blocks_of):
            was, now = read(plain), read(shown)
            counts["lost"] += abs(len(was) - len(now))
            counts["lost"] += sum(
                not same(one, other.replace(PLAIN, meant)) for one, other in zip(now, was, strict=False)
            )
    return counts


async def flow(texts: Sequence[str]) -> None:
    """Print what comes of *texts* as an endpoint's answers."""
    for mode in MODES:
        with ReferenceServer(HostileEndpoint(texts)) as server, logged() as lines:
            brief = await awrite_brief(
                REPORTS[0], model=MODEL, base_url=server.base_url, mode=mode, timeout=60, transport=plain_http()
            )
        acting = [line for line in lines if line_faults(line)]
        print(
            f"  from an endpoint, {mode}: {len(brief.withheld)} items withheld; inconsistent {len(verify(brief))}, ",
            end="",
        )
        print(f"log lines that act {len(acting)} of {len(lines)}, faults {len(list(brief_faults(brief)))}")


def _row(kind: str, strings: int, counts: Counter[str]) -> None:
    print(f"  {kind:28}{strings:>8}{counts['as is']:>8}" + "".join(f"{counts[column]:>14}" for column in COLUMNS))


if __name__ == "__main__":
    main()
