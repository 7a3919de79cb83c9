"""The desk's registry: who is graded how, and what a changed grade costs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing import write_brief
from briefing.errors import UsageError
from briefing.registry import Registry, graded
from briefing.source import Source
from tests.command import run
from tests.interruptions import Answers, write_reports
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL

TEXT = """\
[domains]
"norvale.example" = "B"
"blog.norvale.example" = { grade = "D", because = "opinion" }
"münchen.example" = "C"
"straße.example" = "C"
"www.example" = "A"
"10.0.0.1" = "A"
"[2001:DB8:0::1]" = "A"

[publishers]
"Coast Gazette" = "C"
"""


def registry(folder: Path, text: str = TEXT) -> Path:
    """The registry as a file."""
    path = folder / "registry.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("url", "publisher", "grade"),
    [
        ("https://norvale.example/a", None, "B"),
        ("https://www.NORVALE.example./a", None, "B"),
        ("https://news.norvale.example:8443/a", None, "B"),
        ("https://blog.norvale.example/a", None, "D"),
        ("https://evilnorvale.example/a", None, "F"),
        ("https://norvale.example.evil.example/a", None, "F"),
        ("https://xn--mnchen-3ya.example/", None, "C"),
        ("https://straße.example/", None, "C"),
        ("https://xn--strae-oqa.example/", None, "C"),
        ("https://strasse.example/", None, "F"),
        ("https://www.example/", None, "A"),
        ("https://evil.example/", None, "F"),
        ("https://10.0.0.1/", None, "A"),
        ("https://10.0.0.2/", None, "F"),
        ("https://[2001:db8::1]:8443/", None, "A"),
        ("https://norvale.example@evil.example/", None, "F"),
        ("https://elsewhere.example/a", "Coast Gazette", "F"),
        ("https://[norvale.example/a", "Coast Gazette", "F"),
        (None, "coast  GAZETTE", "C"),
        (None, "Coast Gazettes", "F"),
        (None, None, "F"),
    ],
)
def test_a_domain_goes_before_a_publisher(tmp_path: Path, url: str | None, publisher: str | None, grade: str) -> None:
    """With its subdomains, the longest first; an address that is not in it is not made up for by a name."""
    source = Source.from_text("x", url=url, publisher=publisher)
    assert Registry.load(registry(tmp_path)).grade(source).reliability == grade


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[domains\n", "is not TOML"),
        ("[domain]\n", "no table “domain”"),
        ('[domains]\n"a.example" = "G"\n', "is one of A, B, C, D, E, F, not “G”"),
        ('[domains]\n"a.example" = 3\n', "not “3”"),
        ('[domains]\n"a.example" = { grade = "A", why = "x" }\n', "no key “why”"),
        ('[domains]\n"a.example" = { grade = "A", because = 3 }\n', "because is text"),
        ("domains = 3\n", "is a table"),
        *(
            (f'[domains]\n"{name}" = "A"\n', f"“{name}”: is no domain: write it like “norvale.example”")
            for name in (
                *("norvale.example:8080", "https://norvale.example", "norvale.example/desk", "*.norvale.example"),
                *(".norvale.example", "example", "localhost", "1", "0.0.1", "0x7f.1", "a b.example", "a@b.example", ""),
            )
        ),
        (
            '[domains]\n"Norvale.example" = "A"\n"www.norvale.EXAMPLE." = "E"\n',
            "“www.norvale.EXAMPLE.”: is the same as “N",
        ),
        ('[publishers]\n"Coast Gazette" = "A"\n"coast  gazette" = "D"\n', "“coast gazette”: is the same as “Coast Ga"),
    ],
)
def test_what_a_registry_cannot_mean_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    """With its place."""
    with pytest.raises(UsageError, match=re.escape(told)) as caught:
        Registry.load(registry(tmp_path, text))
    assert "registry.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(UsageError, match="cannot be read"):
        graded([], tmp_path / "none.toml")


def test_the_grade_is_in_the_brief(tmp_path: Path) -> None:
    """With its reason; without a registry there is none."""
    report = Source.from_text("The harbour authority of Norvale seized two tugs on 3 March.", publisher="Coast Gazette")
    brief = write_brief([report], model="embedded", registry=registry(tmp_path))
    (source,) = brief.sources
    assert (source.reliability, source.reliability_because) == ("C", "by the desk's registry")
    assert "C, fairly reliable: by the desk's registry" in brief.to_markdown()
    assert write_brief([report], model="embedded").sources[0].reliability is None


def test_a_changed_grade_buys_nothing(tmp_path: Path) -> None:
    """The brief is made again, of the answer that is paid for."""
    write_reports(tmp_path / "reports.jsonl", [1])
    with ReferenceServer(Answers(0)) as server:
        ask = (
            "batch",
            "reports.jsonl",
            "-o",
            "briefs",
            "-m",
            MODEL,
            "--base-url",
            server.base_url,
            "--registry",
            "registry.toml",
        )
        for grade in ("B", "B", "E"):
            registry(tmp_path, f'[publishers]\n"Nobody" = "{grade}"\n')
            done = run(*ask, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
        assert len(server.asked) == 1
        wrong = run(*ask[:-1], "none.toml", cwd=tmp_path)
        assert wrong.returncode != 0
        assert "none.toml" in wrong.stderr
