"""Many sources: copies of one report count once, a judgment on one says so, contradictions stand side by side."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief, verify, write_brief
from briefing.checks import independent_reports
from briefing.source import Source
from briefing.syndication import REPEATED, _runs, _shared, _unquoted, publishers, repeats
from briefing.tradecraft import origins
from tests.agency import AGENCY, REPORTER, REPORTS, REWRITTEN, SHORTENED
from tests.long_report import paragraph
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, answer, empty_draft
from tests.small_brief import plain_http

ARTICLES = Path(__file__).parents[2] / "shared" / "eval" / "articles"


def numbered(*sources: Source) -> dict[str, Source]:
    """The sources by number."""
    return {f"S{number}": source for number, source in enumerate(sources, 1)}


def of(text: str, published: str | None = None, publisher: str | None = None) -> Source:
    """A report."""
    return Source.from_text(text, published=published, publisher=publisher)


# Copies.


def test_three_versions_of_one_report_are_one() -> None:
    """Shortened, or with another head and some other words; a reporter who quotes the same speaker is another."""
    assert repeats(numbered(*REPORTS)) == {"S2": "S1", "S3": "S1"}


def test_the_first_to_tell_it_is_the_origin() -> None:
    """The earliest; of one day the longest; what has no date comes last."""
    late, early, undated = of(AGENCY, "2026-03-09"), of(REWRITTEN, "2026-03-02"), of(SHORTENED)
    assert repeats(numbered(late, early, undated)) == {"S1": "S2", "S3": "S2"}
    assert repeats(numbered(of(SHORTENED, "2026-03-02"), of(AGENCY, "2026-03-02"))) == {"S1": "S2"}


def test_a_chain_joins_nothing_that_is_not_alike() -> None:
    """The middle one is like both ends; these are not like each other."""
    days = [paragraph(day) for day in range(1, 13)]
    one, middle, other = ("\n\n".join(days[at : at + 6]) for at in (0, 3, 6))
    assert _shared(_runs(one), _runs(middle)) >= REPEATED or _shared(_runs(one), _runs(other)) < REPEATED
    texts = ["alpha beta " + one, middle, other]
    found = repeats(numbered(*(of(text, f"2026-03-0{at}") for at, text in enumerate(texts, 1))))
    assert all(_shared(_runs(texts[int(n[1]) - 1]), _runs(texts[int(o[1]) - 1])) >= REPEATED for n, o in found.items())


def test_a_shared_statement_makes_no_copy() -> None:
    """Two reports of their own that carry the same long quotation."""
    statement = "“" + " ".join(AGENCY.replace("“", "").replace("”", "").split()) + "”"
    one, other = of(f"{statement}\n\n{paragraph(3)}"), of(f"{statement}\n\n{REPORTER}")
    assert repeats(numbered(one, other)) == {}


PRESS = """\
Outside the flooded customs house on Tuesday, Ida Holm told several hundred dockers what the coming week would bring. \
{0}The strike will probably spread to the grain terminal before the harvest is shipped, and nobody’s tugs should be \
expected to sail before the owners have sat down with the crews.{1}
"""
LAMP = """\
The director of the port read her statement in a monotone, by the light of a single lamp, and took no questions. \
{0}The strike will probably spread to the grain terminal before the harvest is shipped, and nobody’s tugs should be \
expected to sail before the owners have sat down with the crews.{1}
"""


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    "marks", ['""', "“”", "„“", "””", "''", "‘’", "‚‘", "«»", "»«", "‹›", "›‹", ("« ", " »"), ("— ", ""), ("「", "」")]
)
def test_two_reporters_of_one_speech_are_two(marks: tuple[str, str], times: int) -> None:
    """In whatever marks their papers set it, and however long it is."""
    opens, closes = marks
    speech = " ".join(f"and the {day}th day will be as long as the {day * 7}th was" for day in range(times))
    one, other = (of(text.format(opens, f" {speech}{closes}")) for text in (PRESS, LAMP))
    assert repeats(numbered(one, other)) == {}


@pytest.mark.parametrize(
    "changed",
    [
        f'"{AGENCY}',
        f'Crane of 5" hits quay\n\n{AGENCY}',
        f"Harbour: “no way out\n\n{AGENCY}",
        f"Dockers' harbour in the '90s\n\n{AGENCY}",
        f"« {AGENCY}",
        AGENCY.replace("“", "").replace("”", '"'),
        AGENCY.replace("“", "‘").replace("”", "’"),
    ],
)
@pytest.mark.parametrize("straight", [False, True])
def test_a_stray_mark_hides_no_copy(changed: str, straight: bool) -> None:
    """In front, in a headline, or where one of two was lost."""
    texts = [text.translate({0x201C: '"', 0x201D: '"'}) if straight else text for text in (AGENCY, changed)]
    assert repeats(numbered(of(texts[0], "2026-03-04"), of(texts[1], "2026-03-05"))) == {"S2": "S1"}


def test_what_is_blank_repeats_nothing() -> None:
    """It has no runs, and no paragraphs."""
    assert repeats(numbered(Source(text=" \n\n "), of(AGENCY))) == {}


def test_marks_by_the_thousand_end() -> None:
    """Each opens what nothing closes."""
    for mark in ('"', "“", "„", "”", "'", "‘", "‚", "«", "»", "‹", "「", "—"):
        assert "a" in _unquoted(f" {mark}a" * 100_000)


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    """Each opens it again, and only the last closes it."""
    speech = "\n\n".join(f"“{paragraph(day).replace('“', '').replace('”', '')}" for day in (1, 2, 3)) + "”"
    assert repeats(numbered(of(f"{REPORTER}\n\n{speech}"), of(f"{PRESS.format('“', '”')}\n\n{speech}"))) == {}


@pytest.mark.parametrize("step", [12, 20, 40])
def test_changed_words_make_no_report_of_ones_own(step: int) -> None:
    """Every twelfth word is another."""
    words = AGENCY.split(" ")
    changed = " ".join("thing" if at % step == step - 1 else word for at, word in enumerate(words))
    assert repeats(numbered(of(AGENCY, "2026-03-04"), of(changed, "2026-03-05"))) == {"S2": "S1"}


def test_scripts_without_spaces_are_told_by_characters() -> None:
    """A shortened Chinese report repeats; another on the same matter does not."""
    text = "诺维尔港务局周二扣押了两艘拖船，因为船员拒绝出航。"
    text += "港务局表示，十二名海员在码头被拘留，随后被带往海岸警卫队营房。律师直到深夜才获准与他们见面。"
    other = "周二中午，诺维尔码头空无一人，只有海岸警卫队的车辆停在那里。"
    other += "粮食码头的食堂里，人们谈论着工资和冬天，没有人愿意说明早会发生什么。"
    assert repeats(numbered(of(text, "2026-03-04"), of(text[:50], "2026-03-05"), of(other, "2026-03-05"))) == {
        "S2": "S1"
    }


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared evaluation articles are not here")
def test_articles_on_different_matters_are_no_copies() -> None:
    """No two of the evaluation's articles are, and each cut to its first half is one of itself."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt")) if "LONG" not in path.name]
    runs = [_runs(text) for text in texts]
    for (at, one), (also, other) in combinations(enumerate(runs), 2):
        assert _shared(one, other) < REPEATED, (at, also)
    for text, whole in zip(texts, runs, strict=True):
        if len(text.split()) > 80:
            assert _shared(_runs(text[: len(text) // 2]), whole) >= REPEATED


def test_origins_join_copies_and_publishers() -> None:
    """One paper's two reports are one origin, and so is what copies one of them elsewhere."""
    publishers = {"S1": "Gazette", "S2": "Post", "S3": "gazette", "S4": None, "S5": None}
    assert origins(publishers, {}) == {"S1": "S1", "S2": "S2", "S3": "S1", "S4": "S4", "S5": "S5"}
    assert origins(publishers, {"S3": "S2", "S5": "S4"}) == {"S1": "S1", "S2": "S1", "S3": "S1", "S4": "S4", "S5": "S4"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((None, "https://norvale.example/a"), (None, "http://www.norvale.example:8080/b"), True),
        ((None, "https://news.norvale.co.uk/a"), (None, "https://norvale.co.uk/b"), True),
        ((None, "https://norvale.co.uk/a"), (None, "https://ostrava.co.uk/b"), False),
        ((None, "https://holm.github.io/a"), (None, "https://ostrava.github.io/b"), False),
        ((None, "https://straße.example/a"), (None, "https://xn--strae-oqa.example/b"), True),
        ((None, "http://10.0.0.1/a"), (None, "http://11.0.0.1/b"), False),
        (("Coast Gazette", "https://norvale.example/a"), (None, "https://www.norvale.example/b"), True),
        (("Coast Gazette", "https://norvale.example/a"), ("Evening Star", "https://norvale.example/b"), False),
        (("Coast Gazette", None), ("COAST GAZETTE", "https://norvale.example/b"), True),
        ((None, None), (None, None), False),
        ((None, "mailto:desk"), (None, "mailto:desk"), False),
    ],
)
def test_a_report_that_names_no_publisher_is_its_domains(one: Any, other: Any, same: bool) -> None:
    """The registrable one, or whom the others from there name."""
    sources = [Source.from_text(text, publisher=p, url=u) for text, (p, u) in ((AGENCY, one), (REPORTER, other))]
    found = origins(publishers(numbered(*sources)), {})
    assert (found["S2"] == "S1") == same
    assert independent_reports(write_brief(sources, model="embedded")) == 2 - same


# The brief.


def test_the_brief_counts_two_independent_reports() -> None:
    """On the page, in the JSON, and derived again."""
    brief = write_brief(REPORTS, model="embedded")
    assert [source.origin for source in brief.sources] == [None, "S1", "S1", None]
    assert independent_reports(brief) == 2
    assert "4 reports, 2 independent" in brief.to_markdown()
    assert verify(brief) == []
    wrong = brief.model_copy(
        update={"sources": [brief.sources[0].model_copy(update={"origin": "S4"}), *brief.sources[1:]]}
    )
    assert any("S1.origin" in str(line) for line in verify(wrong))
    assert Brief.from_json(brief.to_json()) == brief


def test_what_they_contradict_each_other_in_stands_with_both_quotes() -> None:
    """Twelve sailors in one report, seventeen in the other; the embedded endpoint finds that by rule."""
    brief = write_brief(REPORTS, model="embedded")
    (item,) = brief.contradictions
    quotes = [each.quote for each in brief.evidence if each.id in item.between]
    assert any("12 sailors were detained" in quote for quote in quotes)
    assert any("17 sailors were detained" in quote for quote in quotes)
    page = brief.to_markdown()
    part = page[page.index("## Contradictions") :]
    assert "12 sailors" in part
    assert "17 sailors" in part
    assert brief.withheld == []


def test_versions_of_one_report_that_differ_are_called_that() -> None:
    """A copy with another number contradicts its own agency, not another reporter."""
    changed = AGENCY.replace("12 sailors", "14 sailors")
    brief = write_brief([REPORTS[0], of(changed, "2026-03-05", "Evening Star")], model="embedded")
    assert "These are versions of one report." in brief.to_markdown()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The port has 12 cranes on its northern quay now.", "The port has about 15 cranes on its northern quay now."),
        ("The port has 12 cranes on its northern quay now.", "Ostrava bought 15 cranes for its new railway yard."),
        ("The talks went on for 12 hours at the ministry.", "The talks went on for 15 hours at the ministry."),
        (
            "The authority has raised the number to 12 cranes on the northern quay from 15 cranes on the same.",
            "The authority has raised the number to 12 cranes on the northern quay.",
        ),
    ],
)
def test_no_false_alarm(one: str, other: str) -> None:
    """Approximate counts, other matters, times, and a change that one sentence tells contradict nobody."""
    brief = write_brief([of(f"{one}\n\n{paragraph(1)}"), of(f"{other}\n\n{REPORTER}")], model="embedded")
    assert brief.contradictions == []


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared evaluation articles are not here")
def test_articles_contradict_none_of_their_neighbours() -> None:
    """On different matters nothing is the same thing told otherwise."""
    from briefing.extract.contradictions import contradicting
    from briefing.extract.reading import passages

    paths = [path for path in sorted(ARTICLES.glob("en*.txt")) if "LONG" not in path.name]
    found = [
        passage
        for number, path in enumerate(paths)
        for passage in passages(f"S{number}", Source.from_text(path.read_text(encoding="utf-8")))
    ]
    assert contradicting(found) == []


async def judged(evidence: list[str]) -> Any:
    """A brief whose judgment rests on *evidence*: E1 from the agency, E2 from its copy, E3 from the reporter."""
    quote = "sailors were detained on the quay and taken to the barracks of the coast guard."
    item = {"voice": [], "kind": "fact", "credibility": 1, "translation": None}
    texts = (("S1", "12"), ("S2", "12"), ("S4", "17"))
    draft = {
        **empty_draft(),
        "title": "Norvale",
        "evidence": [
            {**item, "id": f"E{at}", "source": source, "quote": f"The authority said that {count} {quote}"}
            for at, (source, count) in enumerate(texts, 1)
        ],
        "judgments": [
            {
                "id": "J1",
                "statement": "Sailors were detained in Norvale.",
                "probability": 90,
                "by": None,
                "confidence": "high",
                "confidence_because": None,
                "evidence": evidence,
            }
        ],
        "bottom_line": ["Sailors were detained in Norvale [J1]."],
    }
    from briefing import awrite_brief

    with ReferenceServer(answer(draft)) as server:
        return await awrite_brief(REPORTS, model=MODEL, base_url=server.base_url, transport=plain_http())


@pytest.mark.parametrize(("evidence", "count"), [(["E1"], 1), (["E1", "E2"], 1), (["E1", "E3"], 2)])
async def test_a_judgment_on_one_source_says_so(evidence: list[str], count: int) -> None:
    """A copy is no second source; what is confirmed needs two."""
    brief = await judged(evidence)
    assert brief.judgments[0].origins == count
    assert ("one source" in brief.to_markdown()) == (count == 1)
    assert [item.credibility for item in brief.evidence] == [1, 1, 1]
    assert verify(brief) == []
