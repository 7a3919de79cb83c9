"""Manifests of named briefs: what one says, what its globs match, and every way it cannot be meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.errors import BriefingError, ManifestError, SourceNotFound
from briefing.orders import Manifest, NamedBrief, Order, read_orders
from briefing.store.connecting import read_url

REPORT = "The ferry company said on Monday that the night boats would sail again from April.\n"

FULL = """
name = "nightly"
store = "sqlite:///runs.db"
timezone = "Europe/Berlin"
output = "briefs"
max_cost = 5
model = "large"
language = "fr"
base_url = "http://127.0.0.1:8000/v1"
prompts = "mine"

[briefs.boats]
question = "Will the night boats sail?"
topic = "Ferries"
as_of = 2026-01-31
sources = ["reports/*.txt"]
outputs = ["md"]
schedule = "30 2 * * 1-5"
timezone = "Africa/Niamey"
max_cost = 0.5
model = "small"

[briefs."Ports, and harbours"]
sources = "ports.md"
"""

PLAIN = '[briefs.boats]\nsources = "a.txt"\n'


def write(folder: Path, name: str, content: str = REPORT) -> Path:
    """A file in *folder*, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def load(folder: Path, content: str) -> Manifest:
    """The manifest *content*, in *folder*."""
    return Manifest.load(write(folder, "m.toml", content))


def matched(folder: Path, sources: str) -> list[str]:
    """The files, from *folder* on, that *sources*, a TOML value, match."""
    [brief] = load(folder, f"[briefs.boats]\nsources = {sources}\n").briefs
    order = brief.order()
    if order.problem is not None:
        raise order.problem
    return [str(path.relative_to(folder)) for path in order.sources if isinstance(path, Path)]


# What is said.


def test_all_that_a_manifest_can_say(tmp_path: Path) -> None:
    """Paths are from its folder on, settings converted, and a brief's own stand over those of all."""
    shared = {"language": "fr", "base_url": "http://127.0.0.1:8000/v1", "prompts": tmp_path / "mine"}
    assert load(tmp_path, FULL) == Manifest(
        path=tmp_path / "m.toml",
        name="nightly",
        store=f"sqlite:///{tmp_path}/runs.db",
        timezone="Europe/Berlin",
        output=tmp_path / "briefs",
        max_cost=5.0,
        settings={**shared, "model": "large"},
        briefs=(
            NamedBrief(
                name="boats",
                question="Will the night boats sail?",
                topic="Ferries",
                as_of="2026-01-31",
                sources=("reports/*.txt",),
                outputs=("md",),
                schedule="30 2 * * 1-5",
                timezone="Africa/Niamey",
                settings={**shared, "model": "small"},
                max_cost=0.5,
                folder=tmp_path,
                place=f"{tmp_path}/m.toml: [briefs.boats]",
            ),
            NamedBrief(
                name="Ports, and harbours",
                question=None,
                topic=None,
                as_of=None,
                sources=("ports.md",),
                outputs=("md", "json"),
                schedule=None,
                timezone=None,
                settings={**shared, "model": "large"},
                max_cost=None,
                folder=tmp_path,
                place=f'{tmp_path}/m.toml: [briefs."Ports, and harbours"]',
            ),
        ),
    )


def test_what_a_manifest_need_not_say(tmp_path: Path) -> None:
    """It is called like its file, in UTC, and has neither store nor folder nor ceiling."""
    manifest = load(tmp_path, PLAIN)
    assert (manifest.name, manifest.timezone) == ("m", "UTC")
    assert (manifest.store, manifest.output, manifest.max_cost, manifest.settings) == (None, None, None, {})


def test_the_order_of_a_named_brief(tmp_path: Path) -> None:
    """It carries what the brief says, its ceiling among the settings, and reads the files that match."""
    write(tmp_path, "reports/a.txt")
    order = load(tmp_path, FULL).briefs[0].order()
    assert order == Order(
        id="boats",
        place=f"{tmp_path}/m.toml: [briefs.boats]",
        sources=(tmp_path / "reports/a.txt",),
        question="Will the night boats sail?",
        topic="Ferries",
        as_of="2026-01-31",
        settings={
            "language": "fr",
            "base_url": "http://127.0.0.1:8000/v1",
            "prompts": tmp_path / "mine",
            "model": "small",
            "max_cost": 0.5,
        },
        outputs=("md",),
    )
    assert [source.text for source in order.read()] == [REPORT]


def test_a_manifest_is_a_stream_of_orders(tmp_path: Path) -> None:
    """In its order, each brief with the question given for all where it has none."""
    path = write(tmp_path, "m.toml", FULL)
    boats, ports = read_orders([path], question="What now?", notice=print)
    assert (boats.id, boats.question) == ("boats", "Will the night boats sail?")
    assert (ports.id, ports.question) == ("Ports, and harbours", "What now?")


def test_a_mark_before_the_first_key_is_none_of_it(tmp_path: Path) -> None:
    """Editors put a byte-order mark there, which TOML does not know."""
    assert load(tmp_path, "\ufeff" + PLAIN).briefs[0].name == "boats"


def test_a_relative_manifest_has_a_store_that_stays_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that changes its folder later has the same store."""
    write(tmp_path, "desk/m.toml", 'store = "sqlite:///runs.db"\n' + PLAIN)
    monkeypatch.chdir(tmp_path)
    assert Manifest.load(Path("desk/m.toml")).store == f"sqlite:///{tmp_path}/desk/runs.db"


def test_what_a_folder_is_called_is_no_part_of_an_address(tmp_path: Path) -> None:
    """A manifest may lie in a folder whose name would mean something in a URL."""
    folder = tmp_path / "what? now 100%20"
    folder.mkdir()
    write(folder, "m.toml", 'store = "sqlite:///runs.db"\n' + PLAIN)
    assert read_url(Manifest.load(folder / "m.toml").store or "").database == str(folder / "runs.db")


@pytest.mark.parametrize(
    ("store", "resolved"),
    [
        ("sqlite:///data/runs.db", "sqlite:///{}/data/runs.db"),
        ("sqlite:////var/runs.db", "sqlite:////var/runs.db"),
        ("runs.db", "{}/runs.db"),
        ("/var/runs.db", "/var/runs.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("postgresql://user:word@host/base", "postgresql://user:word@host/base"),
        ("postgresql:///base?host=/run/pg", "postgresql:///base?host=/run/pg"),
    ],
)
def test_where_a_store_is(store: str, resolved: str, tmp_path: Path) -> None:
    """The path of a SQLite file is from the manifest's folder on; any other address is as it was."""
    assert load(tmp_path, f'store = "{store}"\n{PLAIN}').store == resolved.format(tmp_path)


def test_a_password_in_a_store_is_not_shown(tmp_path: Path) -> None:
    """A manifest that ends up in a log or a traceback does not give it away."""
    assert "s3cr3t" not in repr(load(tmp_path, f'store = "postgresql://user:s3cr3t@host/base"\n{PLAIN}'))


# What globs match.


@pytest.mark.parametrize(
    ("sources", "files"),
    [
        ('"a.txt"', ["a.txt"]),
        ('"*.txt"', ["a.txt", "b.txt"]),
        ('["b.txt", "*.txt", "./a.txt", "deep/../a.txt"]', ["a.txt", "b.txt"]),
        ('"**/*.txt"', ["a.txt", "b.txt", "deep/c.txt", "deep/er/d.txt"]),
        ('"deep/**/*.txt"', ["deep/c.txt", "deep/er/d.txt"]),
        ('"*"', ["[x].md", "a.txt", "b.txt", "m.toml"]),
        ('["none/*.txt", "a.txt"]', ["a.txt"]),
        ('"[ab].txt"', ["a.txt", "b.txt"]),
        ('"[x].md"', ["[x].md"]),
        ('"deep"', ["deep"]),
        ('"deep/.hidden/*.txt"', ["deep/.hidden/e.txt"]),
        ('"missing.txt"', ["missing.txt"]),
    ],
)
def test_what_sources_match(sources: str, files: list[str], tmp_path: Path) -> None:
    """Files, each once, sorted; hidden ones and folders only where they are named."""
    for name in ("a.txt", "b.txt", "deep/c.txt", "deep/er/d.txt", "deep/.hidden/e.txt", ".f.txt", "[x].md"):
        write(tmp_path, name)
    assert [str(Path(os.path.normpath(name))) for name in matched(tmp_path, sources)] == files


def test_a_pattern_from_the_root_on(tmp_path: Path) -> None:
    """Reports may lie anywhere."""
    write(tmp_path, "elsewhere/a.txt")
    (tmp_path / "desk").mkdir()
    [brief] = load(tmp_path / "desk", f'[briefs.boats]\nsources = "{tmp_path}/elsewhere/*.txt"\n').briefs
    assert brief.order().sources == (tmp_path / "elsewhere/a.txt",)


def test_a_folder_with_a_wildcard_in_its_name(tmp_path: Path) -> None:
    """Only what the manifest says is a pattern, not where it lies."""
    write(tmp_path, "desk [1]/a.txt")
    assert matched(tmp_path / "desk [1]", '"*.txt"') == ["a.txt"]


def test_briefs_of_ours_match_nothing(tmp_path: Path) -> None:
    """Written beside the reports, they are not among the next night's sources."""
    for name in ("a.md", "boats-0123456789ab.md", "boats-0123456789ab.json", "briefing.db", "summary.csv"):
        write(tmp_path, f"desk/{name}")
    assert matched(tmp_path, '"desk/*"') == ["desk/a.md"]


def test_the_same_file_by_two_names_is_one(tmp_path: Path) -> None:
    """A link to a report is that report."""
    (tmp_path / "desk").mkdir()
    write(tmp_path, "desk/a.txt")
    (tmp_path / "desk/latest.txt").symlink_to("a.txt")
    assert matched(tmp_path, '"desk/*.txt"') == ["desk/a.txt"]


def test_sources_are_looked_for_when_the_order_is_made(tmp_path: Path) -> None:
    """A schedule that has run for a week sees last night's reports."""
    [brief] = load(tmp_path, '[briefs.boats]\nsources = "*.txt"\n').briefs
    assert brief.order().sources == ()
    write(tmp_path, "a.txt")
    assert brief.order().sources == (tmp_path / "a.txt",)


def test_no_match_is_the_briefs_problem(tmp_path: Path) -> None:
    """The order is there, and says what was looked for and where."""
    [brief] = load(tmp_path, '[briefs.boats]\nsources = ["none/*.txt", "*.md"]\n').briefs
    order = brief.order()
    assert order.id == "boats"
    assert isinstance(order.problem, SourceNotFound)
    told = f"{tmp_path}/m.toml: [briefs.boats]: no file matches none/*.txt, *.md: check the pattern and the folder"
    assert str(order.problem).startswith(told)
    with pytest.raises(SourceNotFound):
        order.read()


def test_a_name_that_no_system_takes_is_the_briefs_problem(tmp_path: Path) -> None:
    """It fails one brief, when its turn comes, and not the others."""
    [brief] = load(tmp_path, f'[briefs.boats]\nsources = "{"x" * 5000}*"\n').briefs
    with pytest.raises(BriefingError):
        brief.order().read()


# What cannot be meant.


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("", "", r"it holds no brief: add a table \[briefs.NAME\]"),
        ("[briefs]", "", "it holds no brief"),
        ("briefs = 3", "", "it holds no brief"),
        ("[[briefs]]\nsources = 'a'", "", "it holds no brief"),
        ("name = ", "", "is not TOML: Invalid value"),
        ("a = " + "[" * 5000, "", "is not TOML"),
        ("a = " + "9" * 5000, "", "is not TOML"),
        ("a = 1\na = 2", "", "is not TOML: Cannot overwrite a value"),
        ("langauge = 'x'\n" + PLAIN, "", "there is no key “langauge” here; did you mean “language”"),
        ("wholly = 'x'\n" + PLAIN, "", "there is no key “wholly” here; there are allow_private, background, "),
        ("question = 'x'\n" + PLAIN, "", r"no key “question” here; it belongs into a table \[briefs.NAME\]"),
        (PLAIN + "qestion = 'x'", "[briefs.boats]", "there is no key “qestion” here; did you mean “question”"),
        (PLAIN + "store = 'x'", "[briefs.boats]", "no key “store” here; it belongs to the top of the file"),
        (PLAIN + "base_url = 'http://a'", "[briefs.boats]", "no key “base_url” here; it belongs to the top"),
        ("api_key = 'sk-1'\n" + PLAIN, "", "keep the key out of files: set OPENAI_API_KEY"),
        (PLAIN + "api_key = 'sk-1'", "", "keep the key out of files: set OPENAI_API_KEY"),
        (PLAIN + "x = [{api_key = 'sk-1'}]", "", "keep the key out of files: set OPENAI_API_KEY"),
        ("name = ''\n" + PLAIN, "", "name is one line of at most 100 characters, not “”"),
        ('name = "a\\nb"\n' + PLAIN, "", "name is one line"),
        ("name = 3\n" + PLAIN, "", "name is one line of at most 100 characters, not 3"),
        ("store = 3\n" + PLAIN, "", "store is text on one line, not 3"),
        ("output = ['x']\n" + PLAIN, "", "output is text on one line, not a list"),
        ("timezone = 'Mars/Olympus'\n" + PLAIN, "", "Mars/Olympus"),
        ("max_cost = 0\n" + PLAIN, "", "max_cost is a number of US dollars, more than 0, not 0"),
        ("max_cost = -1.5\n" + PLAIN, "", "more than 0, not -1.5"),
        ("max_cost = nan\n" + PLAIN, "", "more than 0, not nan"),
        ("max_cost = inf\n" + PLAIN, "", "more than 0, not inf"),
        ("max_cost = true\n" + PLAIN, "", "more than 0, not true"),
        ("max_cost = '5'\n" + PLAIN, "", "more than 0, not “5”"),
        ("max_cost = 1" + "0" * 400 + "\n" + PLAIN, "", "max_cost is a number of US dollars"),
        ("scale = 'mine'\n" + PLAIN, "", "scale is one of icd203, phia"),
        ("base_url = 'example'\n" + PLAIN, "", "base_url is an http or https address"),
        ("[briefs]\nboats = 'a.txt'", "[briefs.boats]", "is a table of its own, not “a.txt”"),
        ('[briefs.""]\nsources = "a"', '[briefs.""]', "the name of a brief is one line"),
        ('[briefs."a\\u001b[2J"]\nsources = "a"', '[briefs."a\\u001b[2J"]', "the name of a brief is one line"),
        (f"[briefs.{'x' * 101}]\nsources = 'a'", f"[briefs.{'x' * 101}]", "at most 100 characters"),
        ("[briefs.boats]\nquestion = 'x'", "[briefs.boats]", "sources is missing"),
        ("[briefs.boats]\nsources = []", "[briefs.boats]", "sources is missing"),
        ("[briefs.boats]\nsources = [3]", "[briefs.boats]", "names of files, folders or globs, or addresses, not 3"),
        ("[briefs.boats]\nsources = ''", "[briefs.boats]", "names of files, folders or globs, or addresses, not “”"),
        (
            '[briefs.boats]\nsources = "a\\u0000b"',
            "[briefs.boats]",
            "names of files, folders or globs, or addresses, not “ab”",
        ),
        (
            "[briefs.boats]\nsources = ['a.txt', 'ftp://example.org/a']",
            "[briefs.boats]",
            "ftp://example.org/a: only http and https addresses are fetched",
        ),
        (PLAIN + "question = 3", "[briefs.boats]", "question is text, not 3"),
        (PLAIN + "as_of = 'May 2024'", "[briefs.boats]", "as_of is a day as YYYY-MM-DD, not “May 2024”"),
        (PLAIN + "as_of = 2024-05-01T10:00:00", "[briefs.boats]", "as_of is a day"),
        (PLAIN + "outputs = ['pdf']", "[briefs.boats]", "outputs are some of md, json, not “pdf”"),
        (PLAIN + "outputs = ['md', 'html', 3]", "[briefs.boats]", "outputs are some of md, json, not “html”"),
        (PLAIN + "outputs = []", "[briefs.boats]", "outputs are some of md, json"),
        (PLAIN + "outputs = 'pdf'", "[briefs.boats]", "outputs are some of md, json, not “pdf”"),
        (PLAIN + "schedule = 3", "[briefs.boats]", "schedule is text on one line, not 3"),
        (PLAIN + "schedule = '61 * * * *'", "[briefs.boats]", "61"),
        (PLAIN + "timezone = 'Mars/Olympus'", "[briefs.boats]", "Mars/Olympus"),
        (PLAIN + "max_cost = 0", "[briefs.boats]", "more than 0, not 0"),
        (PLAIN + "temperature = 'warm'", "[briefs.boats]", "temperature is a number"),
    ],
)
def test_a_manifest_that_cannot_be_meant(content: str, place: str, message: str, tmp_path: Path) -> None:
    """One line says what is wrong and where; a key is never repeated; it is wrong usage."""
    with pytest.raises(ManifestError, match=message) as caught:
        load(tmp_path, content)
    text = str(caught.value)
    where = f"{tmp_path}/m.toml: {place}: " if place else f"{tmp_path}/m.toml: "
    assert text.startswith(where)
    assert "\n" not in text
    assert "\x1b" not in text
    assert "sk-1" not in text
    assert len(text) < len(where) + 500
    assert caught.value.exit_code == 2


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing, a folder, or of another encoding."""
    with pytest.raises(ManifestError, match=r"none\.toml: cannot be read: No such file"):
        Manifest.load(tmp_path / "none.toml")
    with pytest.raises(ManifestError, match="cannot be read: Is a directory"):
        Manifest.load(tmp_path)
    (tmp_path / "m.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(ManifestError, match="is not UTF-8"):
        Manifest.load(tmp_path / "m.toml")
