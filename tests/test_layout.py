"""The house as a whole: which module may import which, who imports the heavy libraries, what is public."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import briefing
from tests.issued_brief import full_issued

PACKAGE = Path(briefing.__file__).parent

RANKS = {
    "apart": 0,
    "errors": 0,
    "confinement": 1,
    "estimative": 0,
    "cron": 1,
    "cuts": 1,
    "decoding": 1,
    "display": 0,
    "edges": 0,
    "folding": 0,
    "hidden": 0,
    "injection": 0,
    "negation": 0,
    "passages": 0,
    "strict_json": 0,
    "tradecraft": 0,
    "tokens": 0,
    "costing": 5,
    "drafting": 4,
    "feeds": 2,
    "registry": 3,
    "syndication": 2,
    "documents": 1,
    "ensemble": 4,
    "output": 1,
    "naming": 1,
    "figures": 1,
    "quoting": 1,
    "source": 1,
    "settings": 1,
    "draft": 2,
    "brief": 2,
    "fence": 2,
    "ledger": 2,
    "fetching": 2,
    "loading": 2,
    "pricing": 2,
    "assembly": 3,
    "cassette": 3,
    "cassette_file": 2,
    "checks": 3,
    "embedded": 3,
    "endpoint": 3,
    "extract": 3,
    "grounding": 3,
    "history": 3,
    "orders": 3,
    "prompt": 3,
    "queue": 6,
    "render": 4,
    "revision": 4,
    "verification": 4,
    "write": 4,
    "work": 4,
    "store": 5,
    "unattended": 6,
    "doctor": 5,
    "progress": 5,
    "cli": 7,
    "__main__": 8,
}
"""A module imports only lower ranks, and within a rank there is no circle."""

EXCEPTIONS = {("brief", "render")}
"""``Brief.to_markdown`` imports the renderer inside the method: the method belongs to the brief, its work does not."""


FILES = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
"""Every file by the dotted name under which it is imported; a package's own is ``….__init__``."""


def _file(name: str) -> str | None:
    """The file that importing *name* reads last, *name* being a module or something in one."""
    for module in (name, name.rpartition(".")[0]):
        for file in (module, f"{module}.__init__"):
            if file in FILES:
                return file
    return None


def _imports() -> set[tuple[str, str]]:
    """Which file imports which, wherever in it; the public face, which only hands names on, is none of them."""
    found: set[tuple[str, str]] = set()
    for file, path in FILES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            found |= {(file, other) for other in map(_file, names) if other not in (None, file)}
    return {edge for edge in found if "briefing.__init__" not in edge}


def _room(file: str) -> str:
    return file.split(".")[1]


def _between_rooms() -> set[tuple[str, str]]:
    rooms = {(_room(file), _room(other)) for file, other in _imports()}
    return {(one, other) for one, other in rooms - EXCEPTIONS if one != other}


def _in_a_circle(edges: set[tuple[str, str]]) -> set[str]:
    left = {end for edge in edges for end in edge}
    while leaves := {name for name in left if not any(one == name and other in left for one, other in edges)}:
        left -= leaves
    return left


def test_every_module_has_a_rank() -> None:
    """A new module is given its place; a module that is gone is taken out of the table."""
    assert {_room(file) for file in FILES} - {"__init__"} == set(RANKS)


def test_imports_go_one_way() -> None:
    """A module imports only lower ranks, or its own, but for the one exception that is named."""
    edges = _between_rooms()
    assert ("cli", "unattended") in edges
    assert not {(one, other) for one, other in edges if RANKS[other] > RANKS[one]}


def test_there_is_no_circle() -> None:
    """Within a rank, and from file to file within a package, nothing imports itself through others."""
    assert not _in_a_circle(_between_rooms())
    assert not _in_a_circle({edge for edge in _imports() if (_room(edge[0]), _room(edge[1])) not in EXCEPTIONS})


@pytest.mark.parametrize("library", ["openai", "instructor", "tenacity"])
def test_one_package_owns_the_client_libraries(library: str) -> None:
    """Only ``briefing.endpoint`` knows these libraries, so their errors cannot leak past it."""
    users = {
        _room(file)
        for file, path in FILES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
    }
    assert users == {"endpoint"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_one_room(path: Path) -> None:
    """No module passes four hundred lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_public_names() -> None:
    """These names are the promise to users; taking one away, or adding one, is a decision."""
    assert sorted(briefing.__all__) == [
        "Brief",
        "BriefingError",
        "Source",
        "Span",
        "awrite_brief",
        "verify",
        "write_brief",
    ]
    for name in briefing.__all__:
        assert getattr(briefing, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Names are imported late, and one that does not exist still fails as in any module."""
    with pytest.raises(AttributeError, match="no_such_name"):
        briefing.no_such_name  # noqa: B018 - asking for it is the test


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["write", "--help"],
        ["verify", "BRIEF"],
        ["revise", "BRIEF", "--by", "A", "--because", "b", "--sign"],
        ["schema"],
    ],
)
def test_what_asks_no_model_imports_no_client(arguments: list[str], tmp_path: Path) -> None:
    """Help, verify, revise and schema start fast: none of them imports what only asking a model needs."""
    file = tmp_path / "brief.json"
    file.write_text(full_issued().to_json(), encoding="utf-8")
    program = (
        "import sys\n"
        f"sys.argv = ['briefing', *{[str(file) if part == 'BRIEF' else part for part in arguments]!r}]\n"
        "from briefing.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n"
        "    heavy = {'openai', 'instructor', 'vcr', 'sqlalchemy'} & set(sys.modules)\n"
        "    sys.exit(f'imported {heavy}' if heavy else end.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
