"""Reports from files, folders and standard input: their text, their metadata, and every way they cannot be read."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import SourceBinary, SourceEmpty, SourceError, SourceNotFound, SourceUnreadable, UsageError
from briefing.loading import load_sources, passed_by
from briefing.source import Source

ARTICLE = (
    "The harbour authority said on Tuesday that talks with the dockers would resume in autumn.\n\n"
    "A spokeswoman for the union said nothing had been decided.\n"
)

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Talks to resume | The Harbour Post</title>
<meta property="og:title" content="Talks to resume in autumn">
<meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-03-05T22:10:00-05:00">
<link rel="canonical" href="https://example.org/news/talks"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<script>track("visitor")</script>
<article><h1>Talks to resume in autumn</h1>
<p>The harbour authority said on <b>Tuesday</b> that talks with the
dockers would resume in autumn, after several months of interruption.</p>
<h2>What comes next</h2>
<p>“We will see,” said a spokeswoman for the union, who would not say more about its demands.</p>
<ul><li>A new contract for all who work there</li><li>Two more weeks of leave in a year</li></ul>
<p>The talks are expected to last until the end of the year, two people told about them said.</p></article>
<div id="comments"><p>A reader writes: I do not believe a word of it.</p></div>
<footer><p>Copyright 2019 The Harbour Post. All rights reserved.</p></footer></body></html>
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in *folder*, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def load(item: str | Path) -> Source:
    """The one source that *item* stands for."""
    [source] = load_sources([item])
    return source


def pipe(content: str | bytes) -> Source:
    """The one source that standard input carries."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    [source] = load_sources(["-"], stdin=stream)
    return source


# What is taken.


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a.TXT", "a", "a.news"])
def test_text_is_taken_as_written(tmp_path: Path, name: str) -> None:
    """A text or Markdown file is its own text, and a file of any other suffix is when it looks like one."""
    path = write(tmp_path, name, ARTICLE)
    assert load(path) == Source(text=ARTICLE, name=str(path))


def test_markdown_keeps_its_markup(tmp_path: Path) -> None:
    """Markdown is quoted as it is written, so nothing of it is rendered away."""
    text = "Some *emphasis*, a [link](https://example.org) and\n\n- an item\n- <b>another</b>\n"
    assert load(write(tmp_path, "a.md", text)).text == text


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` is the stream that is handed in, or else the process's own, and messages call it by its name."""
    assert pipe(ARTICLE) == Source(text=ARTICLE, name="standard input")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert load("-").text == ARTICLE


def test_source_is_passed_through(tmp_path: Path) -> None:
    """A source made in Python keeps its place among files and is not touched."""
    ready = Source.from_text("Already here.", title="Ready")
    path = write(tmp_path, "a.txt", ARTICLE)
    sources = load_sources([path, ready])
    assert sources[1] is ready
    assert [source.text for source in sources] == [ARTICLE, "Already here."]


@pytest.mark.parametrize("kind", [str, Path])
def test_one_input_needs_no_list(tmp_path: Path, kind: type[str] | type[Path]) -> None:
    """A single name is one input, not a sequence of letters."""
    assert [source.text for source in load_sources(kind(write(tmp_path, "a.txt", ARTICLE)))] == [ARTICLE]


def test_order_is_the_order_given(tmp_path: Path) -> None:
    """Several inputs come out in the order they were named in."""
    for name in "abc":
        write(tmp_path, f"{name}.txt", f"Report {name}.")
    sources = load_sources([tmp_path / "c.txt", tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [source.text for source in sources] == ["Report c.", "Report a.", "Report b."]


def test_same_file_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named twice, in two ways, through a link or through its folder, is one report."""
    path = write(tmp_path, "a.txt", ARTICLE)
    (tmp_path / "link.txt").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    assert len(load_sources([path, "a.txt", "./a.txt", tmp_path / "link.txt", tmp_path])) == 1
    assert len(load_sources(["-", "-"], stdin=io.BytesIO(ARTICLE.encode()))) == 1


def test_folder_is_read_below_in_order(tmp_path: Path) -> None:
    """A folder gives every report below it, sorted; hidden files and other formats are no reports."""
    for name in ("b.txt", "a.md", "sub/deeper/c.html", "sub/a.htm", ".hidden.txt", ".git/notes.txt", "x.png", "README"):
        write(tmp_path, f"in/{name}", PAGE if "htm" in name else ARTICLE)
    names = [source.name for source in load_sources([tmp_path / "in"])]
    assert names == [str(tmp_path / "in" / name) for name in ("a.md", "b.txt", "sub/a.htm", "sub/deeper/c.html")]


def test_what_a_folder_holds_beside_reports_is_told(tmp_path: Path) -> None:
    """How many files were passed by stands in a warning, without their names; hidden files are none of them."""
    for name in ("a.md", "b.txt", "old.doc", "sub/x.rtf", ".hidden", "a_files/x.js", "a.html", "~$b.docx"):
        write(tmp_path, name, PAGE if "html" in name else ARTICLE)
    first, *rest = load_sources([tmp_path])
    assert first.warnings[-1] == "2 other files were passed by in the folder that it came from: no kind that is read."
    assert not any("passed by" in warning for source in rest for warning in source.warnings)
    assert (
        passed_by(tmp_path) == f"{tmp_path}: passed by, being of no kind that is read in a folder: old.doc, sub/x.rtf"
    )


def test_names_of_files_passed_by_are_few_and_clean(tmp_path: Path) -> None:
    """A folder of thousands of pictures is one line; a link to a folder is not followed, and told of too."""
    write(tmp_path, "a.txt", ARTICLE)
    assert passed_by(tmp_path) is None
    (tmp_path / "0 link.txt").symlink_to(tmp_path.parent, target_is_directory=True)
    for number in range(30):
        write(tmp_path, f"{number:02}\n.png", "")
    line = passed_by(tmp_path) or ""
    assert ": 00\\n.png, 01" in line
    assert line.endswith(" and 21 more")
    assert "\n" not in line


def test_folder_of_a_saved_page_is_left_out(tmp_path: Path) -> None:
    """What a browser saves beside a page, its frames and advertisements, is no report of its own."""
    write(tmp_path, "talks.html", PAGE)
    write(tmp_path, "talks_files/advert.html", PAGE)
    write(tmp_path, "case_files/report.txt", ARTICLE)
    names = [Path(source.name or "").name for source in load_sources([tmp_path])]
    assert names == ["report.txt", "talks.html"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_become_one_kind(tmp_path: Path, ending: str) -> None:
    """Line ends of Windows and of old Macintoshes become line feeds, below front matter as well."""
    text = f"---\ntitle: Talks\n---\n{ARTICLE}".replace("\n", ending)
    source = load(write(tmp_path, "a.txt", text))
    assert (source.title, source.text) == ("Talks", ARTICLE)


def test_few_nuls_are_dropped(tmp_path: Path) -> None:
    """A text with three stray NULs is read, without them."""
    assert load(write(tmp_path, "a.txt", ARTICLE.replace("talks", "t\0al\0ks\0"))).text == ARTICLE


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_long_text_is_read_whole(tmp_path: Path, encoding: str) -> None:
    """Megabytes are no reason to wait or to stop, whatever the encoding."""
    line = "L'autorité portuaire a déclaré mardi que les négociations reprendraient à l'automne, après l'été.\n"
    text = line * (5_000_000 // len(line))
    path = write(tmp_path, "long.txt", text.encode(encoding))
    assert load(path).text == text


# Front matter.


def test_front_matter_gives_the_metadata(tmp_path: Path) -> None:
    """Every field of the front matter is read, and none of it is text that could be quoted."""
    head = (
        "---\ntitle: Talks to resume\npublisher: The Harbour Post\nauthor: Jane Roe\ndate: 2024-03-05\n"
        "url: https://example.org/talks\nlanguage: no\ntags: [port, labour]\n---\n\n"
    )
    path = write(tmp_path, "a.txt", head + ARTICLE)
    assert load(path) == Source(
        text=ARTICLE,
        title="Talks to resume",
        publisher="The Harbour Post",
        author="Jane Roe",
        published="2024-03-05",
        published_basis="front matter",
        url="https://example.org/talks",
        language="no",
        name=str(path),
    )


@pytest.mark.parametrize("key", ["publisher", "source", "site", "Publisher"])
def test_publisher_has_other_names(key: str) -> None:
    """``source`` and ``site`` are other words for the publisher, in any case."""
    assert pipe(f"---\n{key}: The Harbour Post\n---\n{ARTICLE}").publisher == "The Harbour Post"


def test_values_are_taken_as_written() -> None:
    """A number stays the text it was, a list of authors becomes one line, and ``null`` is nothing."""
    source = pipe(f"---\ntitle: 1984\nauthor: [Jane Roe, John Doe]\npublisher: null\nurl:\n---\n{ARTICLE}")
    assert (source.title, source.author, source.publisher, source.url) == ("1984", "Jane Roe, John Doe", None, None)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T22:10:00-05:00", "2024-03-05"),
        ("2024-03-05T22:10:00Z", "2024-03-05"),
        ("2024-03-05 22:10", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("Tue, 05 Mar 2024 22:10:00 -0500", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("5 mars 2024", "2024-03-05"),
        ("2024-03", None),
        ("March 2024", None),
        ("2024", None),
        ("3/5/2024", None),
        ("2024-02-30", None),
        ("yesterday", None),
        ("soon", None),
    ],
)
def test_date_is_a_day_or_nothing(written: str, published: str | None) -> None:
    """Whole dates become ISO dates; an incomplete, ambiguous, impossible or relative one is not made up."""
    source = pipe(f'---\ntitle: Talks\ndate: "{written}"\n---\n{ARTICLE}')
    assert source.published == published
    assert source.published_basis == ("front matter" if published else None)


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: [unclosed\n---\n",
        "---\ntitle: a: b: c\n---\n",
        "---\njust a sentence between two rules\n---\n",
        "---\nNote: this is a sentence between two rules.\n---\n",
        "---\n- title\n- date\n---\n",
        "---\ntitle: never closed\n",
        "---\ntitle: !!python/object/apply:os.getcwd []\n...x\n",
        "---\n" + "[" * 5000 + "\n---\n",
        " ---\ntitle: not at the very start\n---\n",
    ],
)
def test_what_is_not_front_matter_is_text(head: str) -> None:
    """Malformed front matter, or what only looks like it, stays text and is no error."""
    source = pipe(head + ARTICLE)
    assert source.text == head + ARTICLE
    assert source.title is None


def test_front_matter_builds_no_objects() -> None:
    """A tag that asks YAML for a Python object gets none: the value is taken as the text beside it, or not at all."""
    source = pipe(f"---\ntitle: !!python/object/apply:os.getcwd []\nauthor: Jane Roe\n---\n{ARTICLE}")
    assert (source.title, source.author, source.text) == (None, "Jane Roe", ARTICLE)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/hosts", "example.org/talks", "https://a b"])
def test_only_web_addresses_are_kept(address: str) -> None:
    """A URL that does not lead to the web is dropped, for it would be made a link."""
    assert pipe(f"---\ntitle: Talks\nurl: {address}\n---\n{ARTICLE}").url is None


def test_first_heading_is_the_title_of_markdown(tmp_path: Path) -> None:
    """Without a title in front matter the first heading of the first level is one, and stays in the text."""
    text = (
        "Intro.\n\n```\n# a comment\n```\n\n## Section\n\n# Talks to *resume* [soon](https://example.org) #\n\n# Two\n"
    )
    source = load(write(tmp_path, "a.md", text))
    assert (source.title, source.text) == ("Talks to resume soon", text)
    source = load(write(tmp_path, "b.md", f"---\nauthor: Jane Roe\n---\n{text}"))
    assert (source.title, source.author) == ("Talks to resume soon", "Jane Roe")
    assert load(write(tmp_path, "c.md", f"---\ntitle: Given\n---\n{text}")).title == "Given"


def test_plain_text_has_no_title_of_its_own(tmp_path: Path) -> None:
    """A line with a number sign in a plain text is not a heading, and a text without a title has none."""
    assert load(write(tmp_path, "a.txt", f"# Talks\n\n{ARTICLE}")).title is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a", "<!--a-->" * 5000 + "x"),
        ("a", "<!--a" * 20000),
        ("a", "<?xml a?> " * 5000 + "x"),
        ("a.md", "# " + "#" * 100_000 + "x\n"),
        ("a.md", "# " + "[" * 100_000 + "\n"),
        ("a.txt", f"---\ntitle: T\ndate: {'March 5 ' * 2200}\n---\nText.\n"),
    ],
)
def test_hostile_text_does_not_hold_loading_up(tmp_path: Path, name: str, content: str) -> None:
    """Comments without end, marks without end and a date of pages are read in the time that their length takes."""
    assert load(write(tmp_path, name, content)).published is None


def test_values_of_front_matter_are_short() -> None:
    """A value of pages, or one text named a thousand times over, becomes no title and no author of megabytes."""
    author = f"[&a {'x' * 5000}, {', '.join(['*a'] * 1500)}]"
    source = pipe(f"---\ntitle: {'t' * 2000}\nauthor: {author}\nurl: https://example.org/{'u' * 3000}\n---\n{ARTICLE}")
    assert source.title == "t" * 300
    assert len(source.author or "") == 300
    assert source.url is None


# Pages.


def test_page_gives_main_text_and_metadata(tmp_path: Path) -> None:
    """Of a saved page the article is taken, and what its head says about it."""
    path = write(tmp_path, "talks.html", PAGE)
    source = load(path)
    assert source.text.split("\n") == [
        "Talks to resume in autumn",
        "The harbour authority said on Tuesday that talks with the dockers would resume in autumn, "
        "after several months of interruption.",
        "What comes next",
        "“We will see,” said a spokeswoman for the union, who would not say more about its demands.",
        "- A new contract for all who work there",
        "- Two more weeks of leave in a year",
        "The talks are expected to last until the end of the year, two people told about them said.",
    ]
    assert source == Source(
        text=source.text,
        title="Talks to resume in autumn",
        publisher="The Harbour Post",
        author="Jane Roe",
        published="2024-03-05",
        published_basis="page metadata",
        url="https://example.org/news/talks",
        language="en-GB",
        name=str(path),
    )


def test_paragraphs_of_a_page_are_paragraphs(tmp_path: Path) -> None:
    """The blocks of a page are the paragraphs of its source, so that no quote runs across two of them."""
    source = load(write(tmp_path, "talks.html", PAGE))
    assert len(source.paragraphs) == len(source.text.split("\n"))


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a.HTML", "a", "a.aspx"])
def test_page_is_known_by_suffix_or_content(tmp_path: Path, name: str) -> None:
    """A page saved under another suffix, or none, is a page by what it begins with."""
    assert load(write(tmp_path, name, f"\n<!-- saved from a browser -->\n{PAGE}")).publisher == "The Harbour Post"


def test_text_about_html_is_text() -> None:
    """A text that only mentions a tag is not taken for a page."""
    text = f"The <html> tag begins a page.\n{ARTICLE}"
    assert pipe(text).text == text


def test_metadata_in_linked_data_is_read() -> None:
    """Schema.org data, in which many publishers keep it alone, gives title, publisher, author and date."""
    data = (
        '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Talks to resume", '
        '"datePublished": "2023-11-02T08:00:00Z", "author": {"@type": "Person", "name": "Ann Bee"}, '
        '"publisher": {"@type": "Organization", "name": "The Paper"}}'
    )
    source = pipe(f'<html><head><script type="application/ld+json">{data}</script></head><body><p>{ARTICLE}</p></body>')
    assert (source.title, source.publisher, source.author) == ("Talks to resume", "The Paper", "Ann Bee")
    assert source.published == "2023-11-02"


def test_page_without_metadata_has_none() -> None:
    """No title is made of a section's heading, and no date of a year in the small print."""
    page = f"<html><body><h2>Background</h2><p>{ARTICLE}</p><footer>Copyright 2019</footer></body></html>"
    source = pipe(page)
    assert (source.title, source.publisher, source.author, source.published, source.url) == (None,) * 5
    assert source.published_basis is None


def test_canonical_address_must_lead_to_the_web() -> None:
    """A page cannot name a script or a file as its address."""
    page = PAGE.replace("https://example.org/news/talks", "javascript:alert(1)")
    assert pipe(page).url is None


@pytest.mark.parametrize(
    "page",
    [
        "<p>A fragment saved by hand, without a head.</p>",
        "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body>"
        "<p>A fragment saved by hand, without a head.</p></body></html>",
        "<html><body><div>A fragment saved by hand, without a head.</div></body></html>",
    ],
)
def test_meagre_page_still_gives_its_text(tmp_path: Path, page: str) -> None:
    """A fragment, XHTML with its declaration, or text outside any paragraph is read."""
    assert load(write(tmp_path, "a.html", page)).text == "A fragment saved by hand, without a head."


def test_page_falls_back_to_all_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no main text is found, everything a reader would see is taken."""
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    assert "talks with the dockers would resume" in load(write(tmp_path, "a.html", PAGE)).text


@pytest.mark.parametrize("found", [True, False])
def test_paragraphs_of_a_small_page_are_paragraphs(monkeypatch: pytest.MonkeyPatch, found: bool) -> None:
    """Six short paragraphs are six, whether the main text was found or all the text has to do."""
    if not found:
        monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    lines = [f"Paragraph {number} says a\nshort thing." for number in range(6)]
    source = pipe(f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>")
    assert source.text.split("\n") == [line.replace("\n", " ") for line in lines]


def test_page_in_a_legacy_encoding_is_read(tmp_path: Path) -> None:
    """The charset a page declares is the one it is read in."""
    page = PAGE.replace("utf-8", "windows-1251").replace("Tuesday", "вторник")
    assert "on вторник that" in load(write(tmp_path, "a.html", page.encode("cp1251"))).text


def test_page_over_twenty_megabytes_is_read(tmp_path: Path) -> None:
    """The library's limit on the size of a page is not ours."""
    said = "The talks went on through the night, two people said. " * 500
    body = "".join(f"<p>Day {day}. {said}</p>" for day in range(21_000_000 // len(said)))
    source = load(write(tmp_path, "a.html", f"<html><body><article>{body}</article></body></html>"))
    assert source.text.count("through the night") == body.count("through the night")


def test_hard_page_leaves_stderr_clean() -> None:
    """The libraries' own notes about a page do not reach the user beside the one line that counts."""
    script = "import io; from briefing.loading import load_sources as l; l('-', stdin=io.BytesIO(b'<html><p></html>'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith("briefing.errors.SourceEmpty: standard input: is a page without")
    assert "discarding" not in done.stderr


# What is refused.


def refusal(item: str | Path, kind: type[SourceError | UsageError]) -> str:
    """The one line that *item* is refused with."""
    with pytest.raises(kind) as caught:
        load_sources([item], stdin=io.BytesIO())
    assert type(caught.value) is kind
    message = str(caught.value)
    assert message.isprintable()
    return message


@pytest.mark.parametrize("name", ["missing.txt", "folder/missing.txt", "a.txt/below-a-file.txt", "nul\0byte.txt"])
def test_missing_file_is_named_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What is not there is called by the name that was typed, whatever keeps it from being there."""
    write(tmp_path, "a.txt", ARTICLE)
    monkeypatch.chdir(tmp_path)
    shown = name.replace("\0", "\\x00")
    assert refusal(name, SourceNotFound) == f"{shown}: there is no such file or folder: check the name"


def test_empty_and_blank_are_told_apart(tmp_path: Path) -> None:
    """A file of no bytes and a file of white space are two different findings."""
    empty = write(tmp_path, "empty.txt", b"")
    blank = write(tmp_path, "blank.txt", " \n\t\r\n\u00a0\u2003\n")
    marked = write(tmp_path, "marked.txt", "\ufeff\n")
    advice = "give a file that holds the report"
    assert refusal(empty, SourceEmpty) == f"{empty}: is empty (0 bytes): {advice}"
    assert refusal(blank, SourceEmpty) == f"{blank}: holds nothing but white space: {advice}"
    assert refusal(marked, SourceEmpty) == f"{marked}: holds nothing but white space: {advice}"
    assert refusal("-", SourceEmpty) == f"standard input: is empty (0 bytes): {advice}"


def test_a_file_of_invisible_characters_is_empty(tmp_path: Path) -> None:
    """What shows nothing is no report, however many characters it has, and also below front matter."""
    path = write(tmp_path, "a.txt", "\u200b\u200d \ufeff\u2060\n\U000e0041\u202e")
    message = f"{path}: holds nothing but invisible characters: give a file that holds the report"
    assert refusal(path, SourceEmpty) == message
    path = write(tmp_path, "b.txt", "---\ntitle: Talks\n---\n\u200b\u200b")
    assert "no text below it" in refusal(path, SourceEmpty)


def test_front_matter_alone_is_empty(tmp_path: Path) -> None:
    """Metadata without a text below it is no report."""
    path = write(tmp_path, "a.md", "---\ntitle: Talks\n---\n\n")
    assert refusal(path, SourceEmpty).startswith(f"{path}: holds front matter and no text below it:")


@pytest.mark.parametrize("body", ["", "<script>run()</script><style>p {}</style>", "<p> &nbsp; </p>"])
def test_page_without_text_is_empty(tmp_path: Path, body: str) -> None:
    """A page that only a script would fill is refused, with advice that helps."""
    path = write(tmp_path, "a.html", f"<html><head><title>App</title></head><body>{body}</body></html>")
    message = f"{path}: is a page without any text: open it in a browser, copy the text and give that"
    assert refusal(path, SourceEmpty) == message


def test_folder_without_reports_is_empty(tmp_path: Path) -> None:
    """A folder of nothing that can be read says what would be."""
    write(tmp_path, "in/picture.png", b"\x89PNG\r\n\x1a\n")
    message = refusal(tmp_path / "in", SourceEmpty)
    assert message.startswith(
        f"{tmp_path / 'in'}: no report is in this folder: it needs files in .docx, .eml, .htm, .html"
    )


@pytest.mark.parametrize("name", ["report.rtf", "report.txt", "report"])
def test_binary_file_is_named_with_its_format(tmp_path: Path, name: str) -> None:
    """An RTF file is called one whatever its suffix, with what to do about it."""
    path = write(tmp_path, name, b"{\\rtf1\\ansi Words of a report.}")
    advice = "which cannot be read here: save it as text and give that"
    assert refusal(path, SourceBinary) == f"{path}: is an RTF file, {advice}"


def test_unreadable_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    """A report in a folder that turns out binary is an error under its own name: no report goes missing silently."""
    write(tmp_path, "a.txt", ARTICLE)
    broken = write(tmp_path, "b.txt", bytes(1000))
    assert refusal(tmp_path, SourceBinary).startswith(f"{broken}: is not text")


def test_file_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened says so; opening is made to fail, because a superuser may open anything."""
    path = write(tmp_path, "a.txt", ARTICLE)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    message = f"{path}: cannot be read (permission denied): check who may read it, or give a copy"
    assert refusal(path, SourceUnreadable) == message


def test_folder_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder below that may not be listed is an error and not an empty one."""
    write(tmp_path, "a.txt", ARTICLE)
    write(tmp_path, "closed/b.txt", ARTICLE)
    listing = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert refusal(tmp_path, SourceUnreadable).startswith(f"{tmp_path / 'closed'}: cannot be read (permission denied)")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_and_device_are_refused_unopened(tmp_path: Path) -> None:
    """A named pipe would be waited for for ever, so it is refused before it is opened; a device likewise."""
    os.mkfifo(tmp_path / "pipe.txt")
    message = "is a pipe or a device, not a file: send it to standard input and give -"
    assert refusal(tmp_path / "pipe.txt", SourceUnreadable) == f"{tmp_path / 'pipe.txt'}: {message}"
    assert refusal(os.devnull, SourceUnreadable) == f"{os.devnull}: {message}"


def test_closed_standard_input_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without a standard input, such as a service, gets a line and no traceback."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceUnreadable, match=r"^standard input: is closed: "):
        load_sources(["-"])
    stream = io.BytesIO(ARTICLE.encode())
    stream.close()
    with pytest.raises(SourceUnreadable, match=r"^standard input: cannot be read "):
        load_sources(["-"], stdin=stream)


def test_nothing_given_is_wrong_usage() -> None:
    """No input at all and an empty name are mistakes of the call; an empty name is not the current folder."""
    with pytest.raises(UsageError, match="no report given"):
        load_sources([])
    assert "an empty name" in refusal("", UsageError)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("two\nlines.txt", "two\\nlines.txt"), ("red\x1b[31m.txt", "red\\x1b[31m.txt"), ("\udcff.txt", "\\udcff.txt")],
)
def test_name_with_control_characters_stays_on_one_line(tmp_path: Path, name: str, shown: str) -> None:
    """A file's name can neither break the line nor paint the terminal, in an error or as the source's name."""
    assert refusal(tmp_path / name, SourceNotFound).startswith(f"{tmp_path / shown}: ")
    path = write(tmp_path, name, ARTICLE)
    assert load(path).name == str(tmp_path / shown)


def test_importing_costs_no_library() -> None:
    """The libraries that read pages, dates and encodings are imported when an input needs them."""
    script = "import sys, briefing.loading; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"trafilatura", "lxml", "yaml", "dateparser", "charset_normalizer"} & set(done.stdout.split())
