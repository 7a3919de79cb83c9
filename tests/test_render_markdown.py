"""The Markdown page: its order, its words, and that nothing in a brief can act on it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.brief import Brief
from briefing.render.escape import visible
from briefing.render.markdown import render_markdown
from tests.fictional_brief import embedded_brief, full_brief
from tests.hostile_text import READERS, Seen, hostile_text

CLOSED = {"schema", "reliability", "standing", "status", "basis", "confidence", "impact", "direction", "scale"}
"""Fields of closed word lists; ``kind`` is one too, but for a relation's."""

OWN_TAGS = set("h1 h2 p strong em code pre a ul li blockquote hr table thead tbody tr th td".split())
GENEROUS = settings(max_examples=40)


def page(**changes: Any) -> str:
    """The full brief's page, with whole sections changed."""
    return render_markdown(Brief.model_validate(full_brief() | changes))


def bare_page(**changes: Any) -> str:
    """The embedded brief's page, with whole sections changed."""
    return render_markdown(Brief.model_validate(embedded_brief() | changes))


def section(markdown: str, heading: str) -> str:
    """What stands under a second-level heading."""
    return markdown.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def row(markdown: str, first: str) -> list[str]:
    """The cells of the first table row whose first cell is *first*."""
    line = next(line for line in markdown.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def replaced(value: Any, texts: list[str], closed: bool = False) -> Any:
    """A brief's JSON with every free string replaced by the next of *texts*, in turn."""
    if isinstance(value, dict):
        relation = "subject" in value
        return {
            key: replaced(each, texts, key in CLOSED or (key == "kind" and not relation)) for key, each in value.items()
        }
    if isinstance(value, list):
        return [replaced(each, texts) for each in value]
    if isinstance(value, str) and not closed:
        texts.append(texts.pop(0))
        return texts[-1]
    return value


def test_sections_stand_in_the_order_of_the_design() -> None:
    """A reader finds the answer first, and the page ends with how it was made."""
    headings = re.findall(r"^(?:#+ .*|---)$", page(), re.MULTILINE)
    assert headings == [
        "# Port Halde: a berth for the Morvane navy",
        "## Bottom line",
        "## Key judgments",
        "## What it means",
        "## Signs to watch",
        "---",
        "## Forecasts",
        "## What speakers in the reports expect",
        "## Alternatives weighed",
        "## Actors",
        "## Relations",
        "## Motives",
        "## Risks",
        "## Contradictions",
        "## Assumptions",
        "## Gaps",
        "## From outside the reports",
        "## Evidence: the words of the reports",
        "## Sources",
        "## Voices",
        "## Coverage",
        "## Withheld",
        "## Scorecard",
        "## Graph of relations",
        "## Revisions and review",
        "## Hashes (sha256)",
        "## Provenance",
    ]


def test_head_says_what_was_asked_and_what_it_rests_on() -> None:
    """The head carries question, topic, handling, both dates and the counts, each date in words."""
    head = page().split("## Bottom line")[0]
    assert "**Question asked:** Will Morvane's navy be based at Port Halde, and who could stop it?" in head
    assert "**Topic:** Kestria · **Handling:** internal" in head
    assert "**Information cut-off:** 6 May 2031 · **Prepared:** 8 May 2031" in head
    assert "2 reports; 2 voices. Not heard: Morvane navy and Sarrow. 1 background fact" in head
    assert "2 drafted items withheld." in head
    assert "> ⚠ S2 carries no date.\n>\n> ⚠ The two reports" in head


def test_many_unheard_actors_are_counted() -> None:
    """Six are named; the others are a number."""
    actors = [full_brief()["actors"][1] | {"name": f"Party {number}"} for number in range(9)]
    assert "Not heard: Party 0, Party 1, Party 2, Party 3, Party 4, Party 5 and 3 others." in page(actors=actors)


def test_bottom_line_carries_likelihood_and_citations() -> None:
    """Each sentence is followed by its judgments' words with their band, its evidence, and marked background."""
    answer = section(page(), "Bottom line")
    assert "**Likely (55–80 %):** A Morvane warship will berth at Port Halde this year. [J1] [E1] [K1]" in answer
    assert "not prevent it. [J2: not assessed]" in answer


def test_likelihood_follows_the_brief_s_scale() -> None:
    """The same number reads differently on the other scale, everywhere."""
    provenance = full_brief()["provenance"] | {"scale": "phia"}
    shown = page(provenance=provenance)
    assert "**Likely (55–75 %):**" in shown
    assert row(shown, "The port stands still.")[3] == "highly unlikely (10–20 %)"


def test_judgments_keep_likelihood_and_confidence_in_cells_of_their_own() -> None:
    """Likelihood, date and confidence stand side by side and never in one sentence; nobody's call is said to be so."""
    shown = page()
    assert row(shown, "J1")[2:] == [
        "likely (55–80 %)",
        "31 December 2031",
        "**Moderate.** The ministry is on record; the text of a lease is not.",
        "E1 E3 [K1] · A1",
    ]
    assert row(shown, "J2")[2:5] == ["not assessed", "now", "**Low.**"]


def test_withheld_judgment_is_named_on_page_one() -> None:
    """Who reads only page one learns that a judgment fell, and why."""
    first = page().split("\n---\n")[0]
    assert "**Withheld:** J3 “Sarrow will send ships.” *Reason:* No passage says so." in first
    assert "The dockers welcomed the plan" not in first


def test_forecasts_show_the_outside_view_first() -> None:
    """The base rate comes before the case, with its background marked; a speaker's outlook has no number."""
    shown = page()
    assert row(shown, "F1")[2:5] == [
        "60 %",
        "30 September 2031",
        "*Outside view:* 4 of 5 (announced naval leases) [K1]. *This case:* The denial in S2 pulls it down.",
    ]
    assert "*Kept consistent:* F1 implies F2." in shown
    assert row(shown, "F3") == ["F3", "Ilse Varn", "A frigate arrives before winter.", "“probably”", "E6"]


def test_retrospective_forecasts_are_marked() -> None:
    """What may have been known already is not passed off as foresight."""
    assert "\n## Forecasts (retrospective, not scored)\n" in page(retrospective=True)
    assert "retrospective" not in page(retrospective=False)


def test_contract_words_are_printed_as_prose() -> None:
    """No underscore of a closed list reaches a reader."""
    relation = full_brief()["relations"][1]
    shown = page(actors=[full_brief()["actors"][0] | {"kind": "armed_group"}], relations=[relation])
    assert row(shown, "Kestria")[1] == "armed group"
    assert "| talks | in force |" in shown
    assert "| reference class |" in shown


def test_motives_name_who_says_so() -> None:
    """An inference is the brief's own; the publication's word is the publisher's."""
    attributed = full_brief()["motives"][1] | {"basis": "attributed", "according_to": []}
    shown = section(page(motives=[*full_brief()["motives"], attributed]), "Motives")
    assert [line.split(" | ")[3] for line in shown.strip().splitlines()[2:5]] == [
        "this brief",
        "Ilse Varn",
        "The Halde Courier",
    ]


def test_contradiction_names_its_sides() -> None:
    """A reader can look up both, and sees which one is background."""
    assert "- Whether there is a lease. (E1 against E3 against [K1])" in page()


def test_background_says_where_it_is_used() -> None:
    """What is unverified can be traced to everything that leans on it."""
    assert row(page(), "K1")[4] == "bottom line, J1, F1, contradictions"


def test_risk_that_is_a_forecast_points_to_it() -> None:
    """One event has one number."""
    assert row(page(), "Sarrow stops piloting.")[3] == "see F1"


def test_quote_stands_in_bold_inside_its_sentence() -> None:
    """Both segments of a cut quote are bold, what lies between them is not, and the chain reads outside in."""
    shown = page()
    assert row(shown, "E5")[1] == (
        "**Sarrow, which borders the strait**, warned that **it would close its pilot service** to naval ships."
    )
    assert row(shown, "E2")[1:] == [
        "“**We will stop every crane if warships come**,” said Ilse Varn, who heads the dockers' union.",
        "The Halde Courier ← V1 Ilse Varn",
        "S1",
        "prediction",
        "–",
    ]


def test_quote_is_shown_alone_when_its_offsets_do_not_fit() -> None:
    """A brief that somebody edited badly is still readable."""
    item = full_brief()["evidence"][0]
    faults: list[dict[str, Any]] = [{"spans": [{"start": 0, "end": 10**6}]}, {"spans": []}, {"source": "S9"}]
    for fault in faults:
        assert row(page(evidence=[item | fault]), "E1")[1] == f"**{item['quote']}**"


def test_sources_show_grade_and_only_web_addresses() -> None:
    """An ungraded source says whose task that is, and a file's path is nobody's business."""
    shown = section(page(), "Sources")
    assert row(shown, "S1")[4:7] == [
        "6 May 2031 (page metadata)",
        "B, usually reliable: local daily, named reporter",
        "<https://courier.example/port?id=7&part=2>",
    ]
    assert row(shown, "S2")[1:7] == [
        "untitled: “No lease has been signed, a Morvane embassy …”",
        "–",
        "–",
        "undated",
        "F, not yet graded by your desk",
        "–",
    ]
    assert "file:" not in page()


def test_scorecard_tells_failed_from_not_applicable() -> None:
    """A standard that is not met is not hidden among those that do not apply."""
    assert [line.split(" | ")[1] for line in section(page(), "Scorecard").strip().splitlines()[2:]] == [
        "**no**",
        "yes",
        "n.a.",
    ]


def test_graph_dashes_what_is_not_in_force() -> None:
    """The picture says no more than the table: a plan is not drawn as a fact."""
    graph = section(page(), "Graph of relations")
    assert 'n1 -.->|"lease of a berth (announced)"| n2' in graph
    assert 'n1 -->|"talks"| n2' in graph


def test_one_relation_makes_no_graph() -> None:
    """A single line is read faster in its table."""
    assert "mermaid" not in page(relations=full_brief()["relations"][:1])


def test_unknown_costs_are_unknown_and_known_ones_numbers() -> None:
    """Nothing unknown is printed as zero."""
    assert "- Tokens: 12,345 in, unknown out\n- Cost: unknown\n" in page()
    assert "- Cost: 0.0123 US dollars\n" in page(provenance=full_brief()["provenance"] | {"cost_usd": 0.0123})


def test_revisions_and_reviewer_are_listed() -> None:
    """A person's hand shows: what was changed, by whom, and who signs."""
    assert row(page(), "J1") != row(section(page(), "Revisions and review"), "J1")
    assert row(section(page(), "Revisions and review"), "J1")[1:6] == [
        "probability",
        "65",
        "70",
        "M. Okar",
        "9 May 2031",
    ]
    assert "Reviewed by M. Okar." in page(revisions=[])


def test_embedded_brief_says_so_and_shows_no_empty_columns() -> None:
    """Nobody takes an extract for a judgment, and nothing is repeated ten times."""
    shown = bare_page()
    first = shown.split("\n---\n")[0]
    assert "**Made without a language model.**" in first
    assert section(shown, "Key judgments").strip().startswith("None: the embedded endpoint makes none.")
    assert "*Not assessed: likelihood, impact, confidence.*" in section(shown, "Risks")
    assert "not assessed" not in shown
    for absent in ("## Forecasts", "## Alternatives", "## Gaps", "## Withheld", "## Signs", "mode |", "Truth"):
        assert absent not in shown
    assert "The reports were read whole: 582 characters." in shown
    assert "Made without a language model" not in page()


@pytest.mark.parametrize(("field", "line"), [("evidence", "None: no passage"), ("bottom_line", "None: no sentence")])
def test_what_a_reader_would_miss_is_said_to_be_missing(field: str, line: str) -> None:
    """An empty section is left out, but for those that a reader would look for."""
    assert line in page(**{field: []})
    assert "None stands in this brief." in page(judgments=[])


def test_page_is_the_same_every_time() -> None:
    """Two renderings of one brief, and of its JSON read back, are the same bytes."""
    brief = Brief.model_validate(full_brief())
    assert render_markdown(brief) == render_markdown(Brief.from_json(brief.to_json())) == brief.to_markdown()


def test_page_has_no_loose_lines() -> None:
    """One empty line between blocks, none with trailing spaces, one line break at the end."""
    for shown in (page(), bare_page()):
        assert not re.search(r"[ \t]$|\n\n\n", shown, re.MULTILINE)
        assert shown.endswith("\n")
        assert not shown.endswith("\n\n")


@pytest.mark.parametrize("reader", READERS)
@GENEROUS
@given(texts=st.lists(hostile_text, min_size=1, max_size=4))
def test_no_string_in_any_field_acts(reader: str, texts: list[str]) -> None:
    """Whatever stands in every field, the page holds our own tags only and links to nothing of its own."""
    brief = Brief.model_validate(replaced(full_brief(), list(texts)))
    seen = Seen(READERS[reader](render_markdown(brief)))
    assert seen.tags <= OWN_TAGS
    allowed = [source.url for source in brief.sources if visible(source.url or "").lower().startswith("http")]
    assert len(seen.addresses) <= len(allowed)
    assert all((address or "").lower().startswith("http") for address in seen.addresses)


@GENEROUS
@given(texts=st.lists(hostile_text, min_size=1, max_size=4))
def test_no_string_in_any_field_moves_the_page_s_structure(texts: list[str]) -> None:
    """Hostile or harmless, a brief makes the same blocks, rows and cells."""

    def structure(free: list[str]) -> list[str]:
        tokens = MarkdownIt("gfm-like").parse(render_markdown(Brief.model_validate(replaced(full_brief(), free))))
        return [token.type for token in tokens]

    # A letter before each keeps an empty string from emptying a column, which is meant to vanish.
    assert structure([f"x {text}" for text in texts]) == structure(["x"] * len(texts))


@GENEROUS
@given(texts=st.lists(hostile_text, min_size=1, max_size=4))
def test_every_row_has_its_table_s_number_of_cells(texts: list[str]) -> None:
    """Readers pad and cut rows that do not fit, so the raw lines are counted."""
    shown = render_markdown(Brief.model_validate(replaced(full_brief(), list(texts))))
    for block in shown.split("\n\n"):
        if block.startswith("| "):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_the_sources_own_addresses_are_the_only_links() -> None:
    """With the real readers: the one web address is linked, the endpoint's and the file's are not."""
    for read in READERS.values():
        addresses = Seen(read(page())).addresses
        assert addresses == ["https://courier.example/port?id=7&part=2"]
