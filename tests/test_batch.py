"""``briefing batch``: what comes of which input, and what is never bought twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import Brief, verify
from tests.command import run
from tests.interruptions import Answers, write_reports
from tests.reference_rules import Rules, mode_of
from tests.reference_server import ReferenceServer
from tests.reference_turns import MODEL, answer
from tests.small_batch import PRICES, Desk, answering, report, titles_of
from tests.small_brief import small_draft


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Four reports, and an endpoint that answers each of them."""
    with ReferenceServer(Answers(0)) as server:
        yield Desk(tmp_path, server, items=4)


# What comes of an input.


def test_a_brief_for_each_line(desk: Desk) -> None:
    """Each line has its brief in two forms and its row in the table; the last line says how it went."""
    done = desk.batch()
    assert done.returncode == 0, done.stderr
    assert (done.stdout, desk.calls) == ("", 4)
    assert desk.titles() == titles_of(range(4))
    for path in desk.output.glob("*.json"):
        brief = Brief.from_file(path)
        assert verify(brief) == []
        assert path.with_suffix(".md").read_text(encoding="utf-8") == brief.to_markdown()
    rows = desk.rows()
    assert list(rows) == [f"report {number}" for number in range(4)]
    assert all((row["state"], row["withheld"], row["error"]) == ("done", "0", "") for row in rows.values())
    assert all((desk.output / row["file"]).is_file() for row in rows.values())
    assert "4 done; 4 calls, cost unknown; summary in " in done.stderr


def test_a_brief_for_each_file_of_a_folder(desk: Desk) -> None:
    """A file is an item that is called by its path in the folder."""
    (desk.folder / "desk" / "north").mkdir(parents=True)
    (desk.folder / "desk" / "one.txt").write_text(report(1))
    (desk.folder / "desk" / "north" / "two.md").write_text(report(2))
    done = desk.batch(inputs=[desk.folder / "desk"])
    assert done.returncode == 0, done.stderr
    assert desk.titles() == titles_of([1, 2])
    assert desk.states() == {"one.txt": "done", "north/two.md": "done"}


def test_a_brief_for_each_name_in_a_manifest(desk: Desk) -> None:
    """A manifest names the folder for the briefs, and for each brief its sources, its question and its forms."""
    (desk.folder / "one.txt").write_text(report(1))
    (desk.folder / "two.txt").write_text(report(2))
    (desk.folder / "desk.toml").write_text(
        f"""
        output = "out"
        model = "{MODEL}"
        base_url = "{desk.server.base_url}"
        [briefs.one]
        sources = ["one.txt"]
        outputs = ["json"]
        [briefs.two]
        sources = ["two.txt"]
        question = "What has stopped?"
        """
    )
    done = run("batch", "desk.toml", cwd=desk.folder)
    assert done.returncode == 0, done.stderr
    desk.output = desk.folder / "out"
    assert desk.titles() == titles_of([1, 2])
    assert desk.states() == {"one": "done", "two": "done"}
    assert len(list(desk.output.glob("*.md"))) == 1
    briefs = [Brief.from_file(path) for path in desk.output.glob("*.json")]
    assert {brief.question for brief in briefs} == {None, "What has stopped?"}


def test_what_a_line_says_goes_before_what_is_said_for_all(desk: Desk) -> None:
    """Question, topic and settings of a line are its own; what it does not say is as the command says it."""
    lines = [{"text": report(1), "id": "a"}, {"text": report(2), "id": "b", "question": "Who?", "scale": "phia"}]
    desk.reports.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert desk.batch("-q", "What?", "-t", "Norvale", "--as-of", "2026-04-01").returncode == 0
    briefs = {brief.question: brief for brief in map(Brief.from_file, desk.output.glob("*.json"))}
    assert set(briefs) == {"What?", "Who?"}
    assert {brief.topic for brief in briefs.values()} == {"Norvale"}
    assert {brief.as_of for brief in briefs.values()} == {"2026-04-01"}
    assert (briefs["What?"].provenance.scale, briefs["Who?"].provenance.scale) == ("icd203", "phia")


# Never bought twice.


def test_the_same_again_costs_nothing(desk: Desk) -> None:
    """A second run finds every brief there, and touches none of the files."""
    desk.batch()
    before = {path: path.stat().st_mtime_ns for path in desk.output.glob("norvale-*")}
    assert len(before) == 8
    again = desk.batch()
    assert (again.returncode, desk.calls) == (0, 4)
    assert "0 done, 4 there already; summary in " in again.stderr
    assert {path: path.stat().st_mtime_ns for path in desk.output.glob("norvale-*")} == before


def test_order_and_names_of_inputs_do_not_matter(desk: Desk) -> None:
    """Lines in another order, other ids, files instead of lines: the same work, and the same files."""
    desk.batch()
    files = set(desk.output.glob("norvale-*"))
    write_reports(desk.reports, [2, 0, 3, 1])
    renamed = desk.reports.read_text().replace('"report ', '"renamed ')
    desk.reports.rename(desk.folder / "moved.jsonl").write_text(renamed)
    again = desk.batch(inputs=[desk.folder / "moved.jsonl"])
    assert (again.returncode, desk.calls) == (0, 4)
    assert set(desk.states()) == {f"renamed {number}" for number in range(4)}
    assert set(desk.output.glob("norvale-*")) == files


def test_a_renamed_file_is_the_same_work(desk: Desk) -> None:
    """A report is known by what it says, not by what it is called."""
    (desk.folder / "desk").mkdir()
    (desk.folder / "desk" / "one.txt").write_text(report(1))
    desk.batch(inputs=[desk.folder / "desk"])
    (desk.folder / "desk" / "one.txt").rename(desk.folder / "desk" / "uno.txt")
    assert desk.bought_by(lambda: desk.batch(inputs=[desk.folder / "desk"])) == 0
    assert desk.states() == {"uno.txt": "known"}


def test_the_same_report_twice_in_one_run_is_bought_once(desk: Desk) -> None:
    """Two items over the same content are one work: one call, and its cost is counted once."""
    desk.configure(PRICES)
    write_reports(desk.reports, [1, 1, 1])
    done = desk.batch("--json")
    items = [json.loads(line) for line in done.stdout.splitlines()]
    assert desk.calls == 1
    assert sorted(item["state"] for item in items[:-1]) == ["done", "known", "known"]
    assert [item["calls"] for item in items[:-1] if item["state"] == "known"] == [0, 0]
    assert items[-1]["summary"]["calls"] == 1
    assert items[-1]["summary"]["cost_usd"] == pytest.approx(1001 * 1e-6 + 101 * 1e-5)


def test_what_asks_the_same_in_one_run_is_bought_once(tmp_path: Path) -> None:
    """Items that differ in what the model is not told are other briefs of one answer, also where they run together."""
    with ReferenceServer(Answers(0.3)) as server:
        desk = Desk(tmp_path, server, items=0)
        lines = [
            {"id": f"{number}{handling}", "text": report(number), "published": "2026-03-04", "handling": handling}
            for handling in ("A", "B", "C")
            for number in range(4)
        ]
        desk.reports.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        done = desk.batch("-j", 12)
    assert (done.returncode, desk.calls) == (0, 4), done.stderr
    assert sorted(desk.states().values()) == ["done"] * 12
    briefs = list(map(Brief.from_file, desk.output.glob("*.json")))
    assert sorted((brief.title, brief.handling) for brief in briefs) == sorted(
        (title, handling) for title in titles_of(range(4)) for handling in ("A", "B", "C")
    )


def test_a_deleted_file_is_written_again_from_the_store(desk: Desk) -> None:
    """Without a call, and word for word as it was."""
    desk.batch()
    before = {path.name: path.read_bytes() for path in desk.output.glob("norvale-*")}
    for path in list(desk.output.glob("norvale-*"))[:3]:
        path.unlink()
    assert desk.bought_by(desk.batch) == 0
    assert {path.name: path.read_bytes() for path in desk.output.glob("norvale-*")} == before


def test_another_folder_with_the_same_store_gets_its_files(desk: Desk) -> None:
    """The store decides what is paid for; each folder has its own files."""
    desk.batch("--store", desk.folder / "all.db")
    desk.output = desk.folder / "elsewhere"
    assert desk.bought_by(lambda: desk.batch("--store", desk.folder / "all.db")) == 0
    assert desk.titles() == titles_of(range(4))


def test_what_somebody_wrote_into_a_brief_stays(desk: Desk) -> None:
    """A file that is there is not written over by a run that has its brief in the store."""
    desk.batch()
    edited = next(desk.output.glob("norvale-*.md"))
    edited.write_text("as the desk has it")
    desk.batch()
    assert edited.read_text() == "as the desk has it"


def test_what_somebody_revised_stays_though_the_store_is_new(desk: Desk) -> None:
    """A brief that is written anew is no reason to lose a revision; that it was left is said once."""
    desk.batch()
    revised = sorted(desk.output.glob("norvale-*"))
    for path in revised:
        path.write_text("as the desk has it")
    done = desk.batch("--store", desk.folder / "new.db")
    assert (done.returncode, desk.calls) == (0, 8)
    assert [path.read_text() for path in revised] == ["as the desk has it"] * 8
    assert done.stderr.count("was there before and says something else: such files are left as they are") == 1
    assert "says something else" not in desk.batch("--store", desk.folder / "new.db").stderr


def test_a_changed_prompt_is_new_work_and_says_so(desk: Desk) -> None:
    """Each report is asked for again, and one line says why."""
    desk.batch()
    shutil.copytree(Path(__file__).parent.parent / "prompts", desk.folder / "own")
    system = next((desk.folder / "own").glob("system*"))
    system.write_text(f"{system.read_text()}\nBe brief.\n")
    done = desk.batch("--prompts", desk.folder / "own")
    assert desk.calls == 8
    assert done.stderr.count("the prompt changed since these reports had briefs: they are new work") == 1


def test_a_changed_model_is_new_work_and_says_so(tmp_path: Path) -> None:
    """A brief by another model is another brief, beside the first."""
    with ReferenceServer(Answers(0), models=(MODEL, "another")) as server:
        desk = Desk(tmp_path, server, items=2)
        desk.batch()
        done = desk.batch("-m", "another")
    assert desk.calls == 4
    assert done.stderr.count("the model changed since these reports had briefs: they are new work") == 1
    assert len(list(desk.output.glob("*.json"))) == 4


def test_a_changed_setting_uses_the_answer_that_was_paid_for(desk: Desk) -> None:
    """Another scale words the same answer otherwise: new briefs, and not a single call."""
    desk.batch()
    done = desk.batch("--scale", "phia")
    assert desk.calls == 4
    assert done.stderr.count("the settings changed since these reports had briefs: they are new work") == 1
    briefs = list(map(Brief.from_file, desk.output.glob("*.json")))
    assert sorted(brief.provenance.scale for brief in briefs) == ["icd203"] * 4 + ["phia"] * 4
    assert {brief.provenance.input_tokens for brief in briefs} == {1000 + number for number in range(4)}


def test_an_edited_report_is_new_work(desk: Desk) -> None:
    """Only what has changed is asked for."""
    desk.batch()
    desk.reports.write_text(desk.reports.read_text().replace("report number 3.", "report number 30."))
    assert desk.bought_by(desk.batch) == 1


# The first item alone.


def test_the_first_item_runs_alone_until_it_is_answered(tmp_path: Path) -> None:
    """While the first answer is awaited nobody else asks; then all do, as many at a time as --jobs says."""
    with ReferenceServer(Answers(0.3)) as server:
        desk = Desk(tmp_path, server, items=7)
        assert desk.batch("-j", 3).returncode == 0
        asked = [request.time for request in server.asked]
        answers = Answers(0.3)
        numbers = [
            int(request.body["messages"][1]["content"].partition("report number ")[2].split(".")[0])
            for request in server.asked
        ]
        until = [moment + answers.delay_of(number) for moment, number in zip(asked, numbers, strict=True)]
    assert asked[1] >= until[0]
    for moment in asked:
        assert sum(begun <= moment < over for begun, over in zip(asked, until, strict=True)) <= 3


@pytest.mark.parametrize("modes", [{"tools", "json_object"}, {"json_object"}])
def test_how_to_ask_is_settled_once_for_all(tmp_path: Path, modes: set[str]) -> None:
    """An endpoint that does not know json_schema refuses it once, not once for each item."""
    with ReferenceServer(Answers(0), rules=Rules(modes=frozenset(modes))) as server:
        desk = Desk(tmp_path, server, items=6)
        assert desk.batch().returncode == 0
        asked = [mode_of(request.body) for request in server.asked]
    assert asked.count("json_schema") == 1
    assert len(asked) == 6 + 3 - len(modes)


def test_where_the_first_gets_no_answer_the_next_settles_the_mode(tmp_path: Path) -> None:
    """An item that the endpoint refuses for its length settles nothing, and holds up nobody."""
    from tests.reference_turns import context_too_long

    script = answering(lambda number, _again: context_too_long() if number < 2 else None)
    with ReferenceServer(script, rules=Rules(modes=frozenset({"tools"}))) as server:
        desk = Desk(tmp_path, server, items=6)
        desk.batch()
    assert desk.titles() == titles_of(range(2, 6))


# The list is a stream.


def test_a_list_is_read_no_further_than_the_items_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the endpoint holds its first answer back, a long list waits where it is."""
    from briefing.orders import Order, inputs

    read, seen = [], []
    known = inputs.read_list

    def counted(*arguments: object) -> Iterator[Order]:
        for order in known(*arguments):  # type: ignore[arg-type]
            read.append(order.id)
            yield order

    def give(number: int, again: int) -> None:
        seen.append(len(read))

    monkeypatch.setattr(inputs, "read_list", counted)
    with ReferenceServer(answering(give)) as server:
        desk = Desk(tmp_path, server, items=60)
        assert desk.batch("-j", 2).returncode == 0
    assert len(read) == 60
    # Two in hand for each call, and the one that waits for a place.
    assert all(ahead <= asked + 2 * 2 + 1 for asked, ahead in enumerate(seen)), seen


# For machines.


def test_json_is_all_that_stands_on_stdout(desk: Desk) -> None:
    """A line of JSON for each item and a summary at the end; notices and the closing line go to stderr."""
    desk.configure(PRICES)
    (desk.folder / "void.txt").write_text("")
    done = desk.batch("--json", inputs=[desk.reports, desk.folder / "void.txt"])
    *items, last = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert {item["id"]: item["state"] for item in items} == {
        **{f"report {number}": "done" for number in range(4)},
        str(desk.folder / "void.txt"): "failed",
    }
    cost = sum((1000 + number) * 1e-6 + (100 + number) * 1e-5 for number in range(4))
    assert last["summary"].pop("cost_usd") == pytest.approx(cost)
    assert last["summary"] == {
        "done": 4,
        "known": 0,
        "failed": 1,
        "open": 0,
        "queued": 0,
        "calls": 4,
        "ending": "ended",
        "reason": None,
    }
    for item in items:
        if item["state"] == "done":
            assert sorted(Path(file).suffix for file in item["files"]) == [".json", ".md"]
            assert all((desk.folder / file).is_file() for file in item["files"])
            assert item["calls"] == 1
        else:
            assert (item["files"], item["calls"], item["cost_usd"]) == ([], 0, 0)
            assert "void.txt" in item["error"]


def test_names_cannot_act(desk: Desk) -> None:
    """Ids and titles with escapes, line breaks or formulas are shown as what they are, in every place."""
    ids = [
        "\x1b[31mred\x07",
        "two\nbriefing: 9 done",
        "=HYPERLINK(1)",
        "../../etc/passwd",
        "+1",
        "@x",
        "-2",
        "\u202eabc",
    ]
    lines = [{"id": name, "text": report(number)} for number, name in enumerate(ids)]
    desk.reports.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    draft = small_draft(title="=1+1 \x1b[2J../x\u202e")
    with ReferenceServer(answer(draft)) as server:
        desk.server = server
        done = desk.batch("--json")
        plain = desk.batch()
    for text in (done.stdout, done.stderr, plain.stderr, (desk.output / "summary.csv").read_text()):
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
    assert all(line.startswith("briefing: ") for line in plain.stderr.splitlines())
    assert not [line for line in plain.stderr.splitlines() if line.startswith("briefing: 9 done")]
    table = desk.rows()
    assert len(table) == 8
    assert not [cell for row in table.values() for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]
    assert {path.parent for path in desk.folder.rglob("*.md")} == {desk.output}
    assert all(path.name.isascii() and " " not in path.name for path in desk.output.iterdir())


def test_a_batch_without_an_endpoint_is_refused(tmp_path: Path) -> None:
    """What runs unattended never falls back to the embedded endpoint; by name it can be had."""
    write_reports(tmp_path / "reports.jsonl", [0])
    refused = run("batch", "reports.jsonl", "-o", "briefs", cwd=tmp_path)
    assert refused.returncode == 2
    assert "name a model with -m" in refused.stderr
    assert not (tmp_path / "briefs").exists()
    taken = run("batch", "reports.jsonl", "-o", "briefs", "-m", "embedded", cwd=tmp_path)
    assert taken.returncode == 0, taken.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reports.jsonl", "-m", "m", "--base-url", "http://127.0.0.1:1/v1"], "name a folder for the briefs with -o"),
        (["reports.jsonl", "-o", "b", "-m", "m"], "there is no endpoint to ask"),
        (["gone.jsonl", "-o", "b", "-m", "embedded"], "gone.jsonl"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--max-cost", "0"], "--max-cost: is more than 0"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--max-cost", "nan"], "--max-cost: is more than 0"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--grace", "-1"], "'--grace'"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--grace", "nan"], "'--grace'"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--grace", "inf"], "'--grace'"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--as-of", "tomorrow"], "--as-of: is a day"),
        (["reports.jsonl", "-o", "b", "-m", "embedded", "--store", "mysql://h/d"], "--store"),
    ],
)
def test_what_is_asked_wrongly_is_told_before_anything_is_done(tmp_path: Path, arguments: list[str], told: str) -> None:
    """Wrong usage is one line, and no brief is written."""
    write_reports(tmp_path / "reports.jsonl", [0])
    done = run("batch", *arguments, cwd=tmp_path)
    assert done.returncode == (1 if "gone" in told else 2)
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("b/*.md"))
