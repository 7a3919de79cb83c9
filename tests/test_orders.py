"""Orders out of folders, JSONL files and single reports: what is one, what it is called, and what is wrong with it."""

from __future__ import annotations

import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError, SourceEmpty, SourceError, SourceNotFound, SourceUnreadable, UsageError
from briefing.orders import Order, count_orders, lists, read_orders
from briefing.source import Source

REPORT = "The ferry company said on Monday that the night boats would sail again from April.\n"


def write(folder: Path, name: str, content: str | bytes = REPORT) -> Path:
    """A file in *folder*, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def orders_of(*inputs: Path, **defaults: Any) -> list[Order]:
    """The orders of *inputs*, of which nothing has to be noticed."""
    told: list[str] = []
    found = list(read_orders(inputs, notice=told.append, **defaults))
    assert told == []
    return found


def lines_of(folder: Path, *lines: dict[str, Any] | bytes) -> tuple[list[Order], list[str]]:
    """The orders of a JSONL file of *lines*, and the notices."""
    told: list[str] = []
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_orders([write(folder, "list.jsonl", data)], notice=told.append)), told


def line_of(folder: Path, line: dict[str, Any] | bytes) -> Order:
    """The one order of the one line *line*."""
    ([order], told) = lines_of(folder, line)
    assert told == []
    return order


def told_of(order: Order) -> str:
    """What is wrong with *order*, in the one line that a user reads; reading it says the same."""
    assert order.problem is not None
    with pytest.raises(BriefingError) as caught:
        order.read()
    assert caught.value is order.problem
    assert "\n" not in str(order.problem)
    return str(order.problem)


# Folders and single reports.


def test_each_report_of_a_folder_is_an_order(tmp_path: Path) -> None:
    """Reports anywhere below it, sorted by their paths, called by these; hidden ones are none."""
    for name in ("b.txt", "a/z.md", "a.html", "a/.hidden.txt", ".git/c.txt", "page_files/x.html"):
        write(tmp_path, f"desk/{name}")
    write(tmp_path, "desk/page.htm")
    found = orders_of(tmp_path / "desk")
    assert [order.id for order in found] == ["a/z.md", "a.html", "b.txt", "page.htm"]
    assert [order.place for order in found] == [str(tmp_path / "desk" / order.id) for order in found]
    assert found[2] == Order("b.txt", str(tmp_path / "desk/b.txt"), (tmp_path / "desk/b.txt",))
    assert count_orders([tmp_path / "desk"]) == 4


def test_an_order_is_read_when_it_is_asked(tmp_path: Path) -> None:
    """Nothing is opened before :meth:`Order.read`, which gives the sources as any reader of reports has them."""
    path = write(tmp_path, "desk/a.txt", "---\ntitle: Night boats\n---\n" + REPORT)
    [order] = orders_of(tmp_path / "desk")
    [source] = order.read()
    assert (source.title, source.text) == ("Night boats", REPORT)
    path.unlink()
    with pytest.raises(SourceNotFound, match=r"a\.txt"):
        order.read()


def test_briefs_of_ours_are_no_reports(tmp_path: Path) -> None:
    """A folder that briefs are written to can be read again: what a batch put there is left out, and told."""
    desk = tmp_path / "desk"
    write(desk, "report.txt")
    for name in ("boats-sail-0123456789ab.md", "boats-sail-0123456789ab.json", "briefing.db", "summary.csv"):
        write(desk, name)
    write(desk, "briefs/ferries-ba9876543210.md")
    write(desk, "briefs/ferries-ba9876543210.json")
    told: list[str] = []
    found = list(read_orders([desk], notice=told.append))
    assert [order.id for order in found] == ["report.txt"]
    assert told == [f"{desk}: left out what batches wrote there (2 files)"]
    assert count_orders([desk]) == 1


def test_files_of_other_kinds_are_told_of(tmp_path: Path) -> None:
    """Whoever put them there for reading hears that they were passed by; hidden ones, and our own, are none of them."""
    for name in ("a.txt", "old.doc", "sub/notes.xyz", ".hidden.doc", "~$old.docx", "Thumbs.db", "briefing.toml"):
        write(tmp_path, f"desk/{name}")
    told: list[str] = []
    assert [order.id for order in read_orders([tmp_path / "desk"], notice=told.append)] == ["a.txt"]
    assert told == [f"{tmp_path}/desk: passed by, being of no kind that is read in a folder: old.doc, sub/notes.xyz"]


def test_a_folder_of_nothing_has_no_orders(tmp_path: Path) -> None:
    """As a list of nothing has none, and it is told; one that holds other files alone is a mistake."""
    (tmp_path / "desk").mkdir()
    told: list[str] = []
    assert list(read_orders([tmp_path / "desk"], notice=told.append)) == []
    assert told[0].startswith(f"{tmp_path}/desk: no report is in this folder")
    assert count_orders([tmp_path / "desk"]) == 0


def test_a_report_with_a_name_like_a_brief_is_a_report(tmp_path: Path) -> None:
    """A desk that numbers its reports loses none: a brief is one where its other form or the store lies beside it."""
    write(tmp_path, "desk/item-202611051230.md")
    assert [order.id for order in orders_of(tmp_path / "desk")] == ["item-202611051230.md"]


def test_a_single_report_is_an_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called as it was given, whatever its suffix."""
    write(tmp_path, "a/report")
    monkeypatch.chdir(tmp_path)
    [order] = orders_of(Path("a/report"))
    assert order.id == order.place == "a/report"
    assert order.read()[0].text == REPORT


def test_inputs_come_one_after_another(tmp_path: Path) -> None:
    """Any number of any kind, in the order given, and counted together."""
    desk = write(tmp_path, "desk/a.txt").parent
    single = write(tmp_path, "single.txt")
    items = write(tmp_path, "list.ndjson", '{"id": "x", "path": "single.txt"}\n')
    manifest = write(tmp_path, "m.toml", '[briefs.night]\nsources = "single.txt"\n')
    inputs = [manifest, items, single, desk]
    assert [order.id for order in orders_of(*inputs)] == ["night", "x", str(single), "a.txt"]
    assert count_orders(inputs) == 4


def test_names_of_files_are_made_into_one_clean_line(tmp_path: Path) -> None:
    """Line breaks, escapes and bytes of no encoding in a name reach no summary and no terminal."""
    name = b"two\nlines \x1b[31m \xff.txt"
    try:
        (tmp_path / "desk").mkdir()
        path = Path(os.fsdecode(os.fsencode(tmp_path / "desk") + b"/" + name))
        path.write_text(REPORT)
    except OSError:
        pytest.skip("the file system takes no such names")
    [order] = orders_of(tmp_path / "desk")
    assert order.id == "two lines [31m \ufffd.txt"
    assert order.read()[0].text == REPORT


def test_long_names_are_cut_and_stay_apart(tmp_path: Path) -> None:
    """An id has at most 200 characters; what was cut off still tells two apart."""
    first, _ = lines_of(tmp_path, {"id": "x" * 300, "text": REPORT}, {"id": "x" * 301, "text": REPORT})
    assert [len(order.id) for order in first] == [200, 200]
    assert first[0].id != first[1].id
    again, _ = lines_of(tmp_path, {"id": "x" * 300, "text": REPORT})
    assert again[0].id == first[0].id


def test_defaults_fill_what_an_order_does_not_say(tmp_path: Path) -> None:
    """Question, topic and cut-off given for all are those of orders without their own."""
    items = write(
        tmp_path,
        "list.jsonl",
        '{"id": "own", "text": "Boats sail.", "question": "Own?", "topic": "t", "as_of": "2024-02-29"}\n'
        '{"id": "none", "text": "Boats sail.", "question": "", "as_of": null}\n',
    )
    own, none = orders_of(items, question="All?", topic="all", as_of="2026-01-31")
    assert (own.question, own.topic, own.as_of) == ("Own?", "t", "2024-02-29")
    assert (none.question, none.topic, none.as_of) == ("All?", "all", "2026-01-31")


# Inputs that are wrong as a whole.


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("missing.jsonl", None, SourceNotFound, "no such file"),
        ("missing", None, SourceNotFound, "no such file"),
        ("wide.jsonl", '{"text": "x"}'.encode("utf-16"), UsageError, "is UTF-16: save it as UTF-8"),
        ("list.json", "[]", UsageError, r"one object a line, and call the file \.jsonl"),
        ("m.toml", "sources = ", UsageError, "is not TOML"),
        ("empty/photo.jpg", "x", SourceEmpty, "no report is in this folder"),
    ],
)
def test_an_input_that_cannot_be_used_is_told_before_anything(
    name: str, content: str | bytes | None, error: type[BriefingError], message: str, tmp_path: Path
) -> None:
    """Nothing is given out of the good inputs before it; counting says the same."""
    good = write(tmp_path, "good.txt")
    bad = tmp_path / name if content is None else write(tmp_path, name, content)
    bad = bad.parent if name.startswith("empty") else bad
    with pytest.raises(error, match=message):
        read_orders([good, bad], notice=print)
    with pytest.raises(error, match=message):
        count_orders([good, bad])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("https://example.org/a.txt", "takes addresses from a JSONL file or a manifest"),
        ("-", "does not read standard input"),
    ],
)
def test_inputs_that_are_no_files(given: str, message: str) -> None:
    """An address, and standard input, are refused in words of their own."""
    with pytest.raises(UsageError, match=message):
        read_orders([Path(given)], notice=print)


def test_no_input_is_wrong_usage() -> None:
    """Somebody forgot it."""
    with pytest.raises(UsageError, match="name a folder"):
        read_orders([], notice=print)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What can be read only once cannot be gone on with after an interruption."""
    os.mkfifo(tmp_path / "list.jsonl")
    with pytest.raises(SourceUnreadable, match="a pipe or a device"):
        count_orders([tmp_path / "list.jsonl"])


def test_a_cut_off_that_is_no_day(tmp_path: Path) -> None:
    """Given for all, it is wrong before anything is read."""
    with pytest.raises(UsageError, match=r"^as_of: is a day as YYYY-MM-DD, not “31\."):
        read_orders([write(tmp_path, "a.txt")], as_of="31.1.2026", notice=print)


def test_a_folder_that_goes_away_is_an_item_that_failed(tmp_path: Path) -> None:
    """The orders before it stand, and what could not be read is told as one that failed."""
    write(tmp_path, "desk/a.txt")
    gone = write(tmp_path, "desk/b/c.txt")
    found = read_orders([tmp_path / "desk"], notice=print)
    assert next(found).id == "a.txt"
    gone.unlink()
    gone.parent.rmdir()
    [last] = found
    assert isinstance(last.problem, SourceError)


# JSONL: what a line says.


def test_a_line_with_a_path(tmp_path: Path) -> None:
    """The path is from the folder of the list on, and the order's name where the line gives none."""
    write(tmp_path, "reports/a.txt")
    order = line_of(tmp_path, {"path": "reports/a.txt"})
    assert order == Order("reports/a.txt", f"{tmp_path}/list.jsonl: line 1", (tmp_path / "reports/a.txt",))
    assert order.read()[0].text == REPORT


def test_a_line_with_several_paths(tmp_path: Path) -> None:
    """They are the sources of one brief; a folder among them stands for the reports in it."""
    for name in ("a.txt", "more/b.txt", "more/c.txt"):
        write(tmp_path, name, f"{name}: {REPORT}")
    order = line_of(tmp_path, {"path": ["more", "a.txt"], "question": "When?"})
    assert order.id == "more, a.txt"
    assert [source.text[:5] for source in order.read()] == ["more/", "more/", "a.txt"]


def test_a_line_with_a_text(tmp_path: Path) -> None:
    """The report itself, with what is known of it, as front matter would have it."""
    order = line_of(
        tmp_path,
        {
            "text": REPORT,
            "title": "Night boats",
            "source": "The Harbour Post",
            "authors": ["Jane Roe", "John Doe"],
            "date": "5 March 2024",
            "url": "https://example.org/boats",
            "lang": "en-GB",
        },
    )
    assert order.read() == [
        Source(
            text=REPORT,
            title="Night boats",
            publisher="The Harbour Post",
            author="Jane Roe, John Doe",
            published="2024-03-05",
            published_basis="given with the text",
            url="https://example.org/boats",
            language="en-GB",
            name=order.place,
        )
    ]


def test_a_text_is_cleaned_like_any_report(tmp_path: Path) -> None:
    """NUL, escapes and lone surrogates, which JSON can spell, reach neither text nor question nor id."""
    line = {"id": "a\0\x1b[2J\nb\ud800", "text": "Boats\0 sail\ud800.", "question": "W\x07hen\udfff?"}
    order = line_of(tmp_path, line)
    assert order.id == "a[2J b\ufffd"
    assert order.question == "When\ufffd?"
    assert order.read()[0].text == "Boats sail\ufffd."


def test_language_is_that_of_the_brief(tmp_path: Path) -> None:
    """As wherever a brief is asked for; the text's own is called ``lang``."""
    order = line_of(tmp_path, {"text": "Les bateaux partent.", "language": "de", "lang": "fr"})
    assert order.settings == {"language": "de"}
    assert order.read()[0].language == "fr"


def test_settings_of_a_line_are_checked_and_converted(tmp_path: Path) -> None:
    """They are of use as they are; null says nothing."""
    order = line_of(
        tmp_path,
        {
            "text": REPORT,
            "model": " small ",
            "temperature": 0,
            "max_output_tokens": "900",
            "scale": "phia",
            "mode": None,
        },
    )
    assert order.settings == {"model": "small", "temperature": 0.0, "max_output_tokens": 900, "scale": "phia"}


def test_the_name_of_an_order_does_not_hang_on_its_line_number(tmp_path: Path) -> None:
    """Sorted otherwise, a list holds the same orders: with an id, a path, a text, and not even JSON."""
    lines: list[dict[str, Any] | bytes] = [
        {"id": 7, "text": "a"},
        {"path": "b.txt"},
        {"text": "c"},
        b"d",
        b"{}",
        {"id": [], "text": "e"},
    ]
    there, _ = lines_of(tmp_path, *lines)
    back, _ = lines_of(tmp_path, *reversed(lines))
    names = [order.id for order in there]
    assert [order.id for order in reversed(back)] == names
    assert names[:2] == ["7", "b.txt"]
    assert len(set(names)) == len(lines)


def test_the_same_id_twice_is_two_orders(tmp_path: Path) -> None:
    """A store tells them apart by their content; none is dropped here, and the line is told of, once."""
    lines = [{"id": name, "text": text} for name, text in (("a", "One."), ("b", "x"), ("a", "Two."), ("b", "y"))]
    found, told = lines_of(tmp_path, *lines)
    assert [order.id for order in found] == ["a", "b", "a", "b"]
    assert told == [f"{tmp_path}/list.jsonl: line 3: the id “a” was there before: each is an item of its own"]


def test_what_has_no_id_of_its_own_may_come_twice(tmp_path: Path) -> None:
    """Two briefs of one file are two questions, and nobody has named them alike."""
    assert lines_of(tmp_path, {"path": "a.txt", "question": "One?"}, {"path": "a.txt", "question": "Two?"})[1] == []


def test_blank_lines_marks_and_line_ends(tmp_path: Path) -> None:
    """A byte-order mark, blank lines, CRLF and a missing last line end are none of the orders; numbers count lines."""
    data = b'\xef\xbb\xbf{"id": "a", "text": "x"}\r\n\r\n   \n{"id": "b", "text": "y"}'
    path = write(tmp_path, "list.jsonl", data)
    assert [(order.id, order.place[-6:]) for order in orders_of(path)] == [("a", "line 1"), ("b", "line 4")]
    assert count_orders([path]) == 2


def test_a_list_of_nothing_has_no_orders(tmp_path: Path) -> None:
    """On a quiet night a program writes an empty list: that is no error."""
    assert orders_of(write(tmp_path, "list.jsonl", "\n\n")) == []


def test_keys_that_are_not_used_are_told_once(tmp_path: Path) -> None:
    """At once, while there is time to stop; again only of keys that nobody was told of."""
    told: list[str] = []
    path = write(tmp_path, "list.jsonl", '{"text": "x", "qestion": "?", "b": 1}\n' * 50 + '{"text": "x", "c": 1}\n')
    found = read_orders([path], notice=told.append)
    next(found)
    assert told == [f"{path}: not used: “b”, “qestion”"]
    assert len(list(found)) == 50
    assert told[1:] == [f"{path}: not used: “c”"]


def test_thousands_of_keys_are_told_in_few_words(tmp_path: Path) -> None:
    """Neither the notice nor what is remembered for it grows with the file."""
    _, told = lines_of(tmp_path, {"text": "x", **{f"key {number}": 1 for number in range(5000)}})
    [notice] = told
    assert len(notice) < 1000
    assert notice.endswith("and others")


def test_what_is_said_of_a_file_is_told_to_be_unused(tmp_path: Path) -> None:
    """A file says itself what it is."""
    _, told = lines_of(tmp_path, {"path": "a.txt", "title": "Night boats"})
    [notice] = told
    assert "“title”; what is said of a report counts beside “text”" in notice


# JSONL: lines that are of no use.


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"night boats", "is not JSON: Expecting value at character 1"),
        (b'{"text": "x"', "is not JSON: "),
        (b'{"text": "x"} {"text": "y"}', "is not JSON: Extra data"),
        (b'["x"]', "is not a JSON object but a list"),
        (b'"x"', "is not a JSON object but “x”"),
        (b"null", "is not a JSON object but null"),
        (b'{"text": "\xff"}', r"is not UTF-8 \(byte 11\)"),
        (b'{"text": "x", "temperature": NaN}', "NaN is no number"),
        (b'{"text": "x", "temperature": 1e999}', "is larger than any number"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "is larger than any number"),
        (b'{"text": "x", "text": "y"}', "“text” is given twice"),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b"\x00\x00", "is not JSON"),
        (b"{}", "has neither path nor url nor text"),
        (b'{"path": null, "text": null}', "has neither path nor url nor text"),
        (b'{"path": "a.txt", "text": "x"}', "has both path and text"),
        (b'{"text": 3}', "text is text, not 3"),
        (b'{"text": ["x"]}', "text is text, not a list"),
        (b'{"text": ""}', "text holds nothing that can be seen"),
        (b'{"text": " \\u200b\\n"}', "text holds nothing that can be seen"),
        (b'{"path": 3}', "path is the name of a file"),
        (b'{"path": {"a": 1}}', "path is the name of a file"),
        (b'{"path": ["a.txt", 3]}', "path is the name of a file"),
        (b'{"path": []}', "path is empty"),
        (b'{"path": " "}', "path is empty"),
        (b'{"url": "reports/a.txt"}', "url is an http or https address, not “reports/a.txt”"),
        (b'{"url": 3}', "has neither path nor url nor text"),
        (b'{"text": "x", "allow_private": true}', "a line cannot set allow_private: set it for the whole run"),
        (b'{"id": "", "text": "x"}', "id is empty"),
        (b'{"id": "\\u0007 ", "text": "x"}', "id is empty"),
        (b'{"id": true, "text": "x"}', "id is text, not true"),
        (b'{"id": 1.5, "text": "x"}', "id is text, not 1.5"),
        (b'{"text": "x", "question": ["a"]}', "question is text, not a list"),
        (b'{"text": "x", "topic": {}}', "topic is text, not an object"),
        (b'{"text": "x", "as_of": "20240131"}', "as_of is a day as YYYY-MM-DD, not “20240131”"),
        (b'{"text": "x", "as_of": "2023-02-29"}', "as_of is a day"),
        (b'{"text": "x", "as_of": 20240131}', "as_of is a day"),
        (b'{"text": "x", "title": 3}', "title is text, not 3"),
        (b'{"text": "x", "publisher": ["a"]}', "publisher is text, not a list"),
        (b'{"text": "x", "published": "31.02.2026"}', "published is a day such as 2026-03-04, not “31.02.2026”"),
        (b'{"text": "x", "published": "2026-13-44"}', "published is a day such as 2026-03-04, not “2026-13-44”"),
        (b'{"text": "x", "date": "yesterday"}', "published is a day such as 2026-03-04, not “yesterday”"),
        (b'{"text": "x", "authors": ["a", 1]}', "authors is text, not a list"),
        (b'{"text": "x", "scale": "mine"}', "scale is one of icd203, phia, not 'mine'"),
        (b'{"text": "x", "temperature": true}', "temperature is a number"),
        (b'{"text": "x", "temperature": 1' + b"0" * 400 + b"}", "temperature is a number of a size"),
        (b'{"text": "x", "handling": 5}', "handling is text"),
        (b'{"text": "x", "api_key": "sk-1"}', "a line cannot set api_key: keep the key out of files"),
        (b'{"text": "x", "base_url": "https://example.org"}', "a line cannot set base_url"),
        (b'{"text": "x", "prompts": "mine"}', "a line cannot set prompts"),
        (b'{"text": "x", "max_cost": 1}', "a line cannot set max_cost"),
        (b'{"text": "x", "timeout": 1}', "a line cannot set timeout"),
    ],
)
def test_a_bad_line_is_an_order_with_a_problem(line: bytes, message: str, tmp_path: Path) -> None:
    """It is one of the items, its neighbours are not touched, and the problem names file, line and what is wrong."""
    found, _ = lines_of(tmp_path, {"id": "before", "text": "x"}, line, {"id": "after", "text": "x"})
    assert [order.problem is None for order in found] == [True, False, True]
    text = told_of(found[1])
    assert text.startswith(f"{tmp_path}/list.jsonl: line 2: ")
    assert len(text) < len(str(tmp_path)) + 400
    assert "sk-1" not in text
    assert re.search(message, text)
    assert 0 < len(found[1].id) <= 200


def test_a_bad_line_keeps_the_id_that_it_has(tmp_path: Path) -> None:
    """Whoever wrote the list finds it again."""
    assert line_of(tmp_path, {"id": "niger-7", "text": 3}).id == "niger-7"


@pytest.mark.parametrize("path", ["missing.txt", "a\\u0000b", "\\ud800.txt", "-", "x" * 5000, "."])
def test_a_path_that_leads_nowhere_is_told_when_it_is_read(path: str, tmp_path: Path, monkeypatch: Any) -> None:
    """Any name at all is one line's failure; ``-`` is no standard input."""
    monkeypatch.chdir(write(tmp_path, "empty/list.jsonl", f'{{"id": "a", "path": "{path}"}}').parent)
    [order] = orders_of(Path("list.jsonl"))
    with pytest.raises(SourceError, match=r"^list\.jsonl: line 1: ") as caught:
        order.read()
    assert str(caught.value).startswith("list.jsonl: line 1: ")


def test_a_report_that_is_an_order_is_named_once(tmp_path: Path) -> None:
    """What cannot be read of a folder is told by its own path, which says where it stands."""
    [order] = orders_of(write(tmp_path, "empty.txt", "").parent)
    with pytest.raises(SourceEmpty) as caught:
        order.read()
    assert str(caught.value).startswith(f"{tmp_path}/empty.txt: is empty")


def test_a_source_that_a_library_trips_over_is_one_items_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading raises errors of ours alone: a batch goes on with the next item."""

    def trip(*_: object, **__: object) -> list[Source]:
        raise RecursionError

    monkeypatch.setattr("briefing.orders.order.load_sources", trip)
    [order] = orders_of(write(tmp_path, "a.txt"))
    with pytest.raises(SourceUnreadable, match=r"a\.txt: cannot be read: unexpected RecursionError"):
        order.read()


def test_a_line_that_a_library_trips_over_is_one_items_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a source of a text is no more dangerous to the stream than reading a file."""

    def trip(*_: object) -> dict[str, str | None]:
        raise OverflowError

    monkeypatch.setattr(lists, "described", trip)
    assert told_of(line_of(tmp_path, {"id": "a", "text": "x"})).endswith(
        "line 1: cannot be read: unexpected OverflowError"
    )


def test_a_line_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an order with a problem, known by its content, and the lines behind it are read."""
    monkeypatch.setattr(lists, "LONGEST_LINE", 2**20)
    monkeypatch.setattr(lists, "_BLOCK", 1000)
    whole = b'{"id": "whole", "text": "' + b"x" * (2**20 - 27) + b'"}'
    assert len(whole) == 2**20
    found, _ = lines_of(tmp_path, whole, b"x" * (3 * 2**20), b"y" * (3 * 2**20), {"id": "next", "text": "x"})
    assert [order.place[-6:] for order in found] == ["line 1", "line 2", "line 3", "line 4"]
    assert [order.id for order in found if not order.problem] == ["whole", "next"]
    assert "line 2: is longer than 1 MiB: put the report into a file" in told_of(found[1])
    assert found[1].id != found[2].id
    assert count_orders([tmp_path / "list.jsonl"]) == 4


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_KEYS = sorted(lists._KNOWN | lists._OF_TEXT | {"timeout", "x"})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=6) | st.binary())
def test_no_line_ends_the_stream(tmp_path: Path, line: dict[str, Any] | bytes) -> None:
    """Whatever a line holds, it is an order, and so is the next."""
    data = line.replace(b"\n", b" ") if isinstance(line, bytes) else json.dumps(line).encode()
    found, _ = lines_of(tmp_path, {"id": "first", "text": "x"}, data, {"id": "last", "text": "x"})
    assert [order.id for order in (found[0], found[-1]) if not order.problem] == ["first", "last"]
    assert len(found) == 2 + bool(data.strip())
    for order in found:
        for source in order.sources:
            if isinstance(source, Source):
                source.text.encode()
        f"{order.id}{order.question}{order.topic}".encode()


# Memory.


def _drained(orders: Iterator[Order]) -> int:
    """The peak of the memory, in bytes, that going through *orders* takes."""
    tracemalloc.start()
    try:
        for order in orders:
            assert order.problem is None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("line", [{"path": "a.txt"}, {"text": "Boats sail."}])
def test_a_long_list_takes_no_more_memory_than_a_short_one(
    line: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines are read as they are asked for, and nothing of them is remembered."""
    monkeypatch.setattr("briefing.source.addressed_to_model", lambda _: [])  # keeps nothing, and is slow when traced
    peaks = []
    for count in (100, 5_000):
        lines = (json.dumps({"id": f"item {n}", **line, "question": f"{n}?" * 50, "other": n}) for n in range(count))
        path = write(tmp_path, f"{count}.jsonl", "\n".join(lines))
        peaks.append(_drained(read_orders([path], notice=lambda _: None)))
    assert peaks[1] < peaks[0] + 2**18


def test_the_next_line_is_not_read_before_it_is_asked_for(tmp_path: Path) -> None:
    """What is written behind while the first orders are at work is read too."""
    path = write(tmp_path, "list.jsonl", '{"id": "a", "text": "x"}\n' + " " * 20_000 + "\n")
    found = read_orders([path], notice=print)
    assert next(found).id == "a"
    with path.open("a") as file:
        file.write('{"id": "b", "text": "x"}\n')
    assert [order.id for order in found] == ["b"]
