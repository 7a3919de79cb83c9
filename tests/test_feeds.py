"""Feeds: what is new since the last run, asked for once, and nothing that a feed could do to us."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief
from briefing.errors import ManifestError, SourceRefused, SourceUnreadable
from briefing.feeds import read_feed
from briefing.orders import Manifest
from tests.command import Done, run
from tests.long_report import paragraph
from tests.site import LOOPBACK, Page, leading_to
from tests.site import Site as Pages

RSS = """\
<?xml version="1.0"?>
<rss version="2.0"><channel><title>Norvale News</title>
<item><guid>a1</guid><title>Tugs &amp; cranes</title><link>https://norvale.example/1</link>
<pubDate>Tue, 03 Mar 2026 23:30:00 +0100</pubDate><description>&lt;p&gt;Teaser.&lt;/p&gt;</description></item>
<item><guid>a2</guid><title>Grain</title><link>https://norvale.example/2</link>
<pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Norvale</title>
<entry><id>urn:1</id><title type="html">Tugs &lt;b&gt;seized&lt;/b&gt;</title><link href="https://norvale.example/1"/>
<updated>2026-03-04T01:00:00+02:00</updated>
<content type="html">&lt;p&gt;Whole text.&lt;/p&gt;</content></entry></feed>"""
RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>N</title></channel>
<item rdf:about="https://norvale.example/1"><title>Tugs</title><link>https://norvale.example/1</link></item></rdf:RDF>"""


# Reading.


def test_rss_is_read_newest_first() -> None:
    """What it is known by, its page, its day in UTC, and its own words."""
    second, first = read_feed(RSS.encode(), "x")
    assert (first.id, first.url, first.title, first.published) == (
        "a1",
        "https://norvale.example/1",
        "Tugs & cranes",
        "2026-03-03",
    )
    assert "Teaser." in first.html
    assert second.id == "a2"


@pytest.mark.parametrize(("text", "day"), [(ATOM, "2026-03-03"), (RDF, None)])
def test_atom_and_rss_of_old_are_read(text: str, day: str | None) -> None:
    """With what there is of dates."""
    (entry,) = read_feed(text.encode(), "x")
    assert (entry.url, entry.published) == ("https://norvale.example/1", day)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, FILE, '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd" [ ]>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_feed_that_declares_entities_is_not_read(head: str, encoding: str) -> None:
    """In whatever encoding; nothing is unpacked and no file is named."""
    with pytest.raises(SourceRefused, match="declares entities"):
        read_feed((head + RSS.partition("?>")[2]).encode(encoding), "x")


@pytest.mark.parametrize("encoding", ["cp037", "cp500", "utf-7", "utf-16-be", "utf-32-le"])
def test_no_encoding_hides_entities(encoding: str) -> None:
    """Where they are declared in an encoding that is not read, they are no entities; nothing is unpacked."""
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = BOMB + RSS.partition("?>")[2].replace("Tugs &amp; cranes", "&b;")
    data = (declared + text).encode(encoding)
    if encoding == "utf-7":
        data = declared.encode() + text.replace("<!", "+ADwAIQ-").encode()
    try:
        entries = read_feed(data, "x")
    except (SourceRefused, SourceUnreadable):
        return
    assert not any("aaaa" in (entry.title or "") for entry in entries)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">',
        "<!DOCTYPE rss>",
    ],
)
def test_a_feed_may_name_its_document_type(head: str) -> None:
    """As RSS of old does; and an entry may hold a whole page, with the name of its own."""
    whole = RSS.partition("?>")[2].replace("&lt;p&gt;Teaser.", "<![CDATA[<!DOCTYPE html><p>Teaser.]]>")
    assert len(read_feed((head + whole).encode(), "x")) == 2


@pytest.mark.parametrize("part", ["<!DOCTYPE", "<!DOCTYPE x '", "<!DOCTYPE\"'", "<!doctype ["])
def test_declarations_that_never_end_are_judged_at_once(part: str) -> None:
    """Ten megabytes of beginnings are one refusal."""
    with pytest.raises((SourceRefused, SourceUnreadable)):
        read_feed((part * (10_000_000 // len(part))).encode(), "x")


def test_a_feed_that_takes_for_ever_ends() -> None:
    """What the library compares each with each, for hours, ends with its process."""
    tags = "".join(f"<category>{number}</category>" for number in range(300_000))
    data = f'<rss version="2.0"><channel><item><guid>1</guid>{tags}</item></channel></rss>'.encode()
    with pytest.raises(SourceUnreadable, match="built of more than a feed is"):
        read_feed(data, "x", seconds=3)


def test_a_feed_that_is_the_name_of_a_file_is_no_feed(tmp_path: Path) -> None:
    """Nothing of this machine is opened."""
    (tmp_path / "rss.xml").write_text(RSS)
    with pytest.raises(SourceUnreadable, match="no RSS or Atom feed"):
        read_feed(str(tmp_path / "rss.xml").encode(), "x")


def rss(*items: str, base: str = "") -> bytes:
    """A feed of *items*, with *base* for its links."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {base and f"xml:base={base!r}"}><channel><title>N</title>{inner}</channel></rss>'.encode()
    )


@pytest.mark.parametrize(
    ("item", "base", "url"),
    [
        ("<link>/story/1</link>", "", "https://norvale.example/story/1"),
        ("<link>story/1?a=1&amp;b=2</link>", "", "https://norvale.example/feeds/story/1?a=1&b=2"),
        ("<link>//other.example/1</link>", "", "https://other.example/1"),
        ("<link>1</link>", "https://base.example/a/", "https://base.example/a/1"),
        ("<link>1</link>", "/a/", "https://norvale.example/a/1"),
        ('<guid isPermaLink="true">https://norvale.example/7</guid>', "", "https://norvale.example/7"),
        ("<guid>tag:norvale.example,2026:1</guid>", "", None),
        ("<guid>a1</guid>", "", None),
        ("<guid>a1</guid><link>/1</link>", "", "https://norvale.example/1"),
    ],
)
def test_links_go_on_from_where_the_feed_is(item: str, base: str, url: str | None) -> None:
    """Or from the base that it says; what it calls an entry is a link only where it is a whole address."""
    (entry,) = read_feed(rss(f"<title>T</title>{item}", base=base), "https://norvale.example/feeds/rss")
    assert entry.url == url


def test_the_newest_is_so_to_the_second() -> None:
    """Of one day the last hour comes first; what says no time comes after, as it stands."""
    days = [("a", "Wed, 04 Mar 2026 01:00:00 GMT"), ("b", ""), ("c", "Wed, 04 Mar 2026 23:00:00 GMT"), ("d", "")]
    items = [f"<guid>{name}</guid>" + (day and f"<pubDate>{day}</pubDate>") for name, day in days]
    assert [entry.id for entry in read_feed(rss(*items), "x")] == ["c", "a", "b", "d"]


def test_one_id_is_one_entry() -> None:
    """The newest that has it."""
    item = "<guid>x</guid><title>{}</title><pubDate>0{} Mar 2026 08:00:00 GMT</pubDate>"
    (entry,) = read_feed(rss(item.format("old", 3), item.format("new", 4)), "x")
    assert entry.title == "new"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("&lt;b&gt;Tugs&lt;/b&gt; &amp;amp; cranes", "Tugs & cranes"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; Tugs &lt;i&gt;seized&lt;/i&gt;", "Tugs seized"),
        ("Tugs &amp; cranes", "Tugs & cranes"),
        ("5 &lt; 6, said AT&amp;T", "5 < 6, said AT&T"),
    ],
)
def test_titles_are_without_markup(title: str, shown: str) -> None:
    """As a reader sees them; what is no markup stays."""
    (entry,) = read_feed(rss(f"<guid>1</guid><title>{title}</title>"), "x")
    assert entry.title == shown


def test_titles_of_atom_are_what_they_say() -> None:
    """Markup where it is said to be, and plain text otherwise."""
    (entry,) = read_feed(ATOM.encode(), "x")
    assert entry.title == "Tugs seized"
    (entry,) = read_feed(ATOM.replace(' type="html"', "").encode(), "x")
    assert entry.title == "Tugs <b>seized</b>"


@pytest.mark.parametrize("data", [b"", b"<html><body>No feed</body></html>", b"{}", b"\xff\xfe\x00"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    """In one line."""
    with pytest.raises(SourceUnreadable, match="no RSS or Atom feed"):
        read_feed(data, "x")


# Following.


class Site:
    """A site on loopback with a feed of numbered entries, their pages, and a robots.txt."""

    def __init__(self) -> None:
        self.numbers = [1, 2]
        self.robots = "User-agent: *\nDisallow: /secret\n"
        self.asked: list[str] = []
        self.not_modified = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that the library asks for
                site.asked.append(self.path)
                body = site.answer(self.path)
                tag = f'"{len(site.numbers)}"'
                if self.path == "/rss" and self.headers.get("If-None-Match") == tag:
                    site.not_modified += 1
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(200 if body is not None else 404)
                kind = (
                    "application/rss+xml" if self.path == "/rss" else "text/plain" if "." in self.path else "text/html"
                )
                self.send_header("Content-Type", kind)
                if self.path == "/rss":
                    self.send_header("ETag", tag)
                self.end_headers()
                self.wfile.write((body or "").encode())

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> str | None:
        """What is at *path*."""
        if path == "/robots.txt":
            return self.robots
        if path == "/rss":
            items = "".join(map(self._item, reversed(self.numbers)))
            return f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
        number = path.rpartition("/")[2]
        if not number.isdigit() or int(number) == 66:
            return None
        return f"<html><head><title>Day {number}</title></head><body><p>{paragraph(int(number))}</p></body></html>"

    def _item(self, number: int) -> str:
        folder = "secret" if number > 90 else "day"
        said = 2 * paragraph(number) if number == 99 else ""
        link = f"<link>{self.base}/{folder}/{number}</link>"
        return f"<item><guid>{number}</guid><title>Day {number}</title>{link}<description>{said}</description></item>"

    def pages(self) -> list[str]:
        """The pages of entries that were asked for."""
        return [path for path in self.asked if path.startswith(("/day", "/secret"))]

    def stop(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site."""
    made = Site()
    yield made
    made.stop()


def batch(folder: Path, site: Site, more: str = "", *options: str) -> Done:
    """Run a manifest that follows the feed of *site*."""
    text = f'model = "embedded"\n[briefs.port]\nfeeds = ["{site.base}/rss"]\n{more}\n'
    (folder / "desk.toml").write_text(text)
    return run("batch", "desk.toml", "-o", "briefs", "--allow-private", *options, cwd=folder)


def briefs(folder: Path) -> list[Brief]:
    """The briefs in the folder."""
    return [Brief.from_file(path) for path in sorted((folder / "briefs").glob("*.json"))]


def test_each_new_entry_is_a_brief_once(tmp_path: Path, site: Site) -> None:
    """A second run finds nothing new, a third is told by a 304; then one entry more is one brief more."""
    done = batch(tmp_path, site)
    assert done.returncode == 0, done.stderr
    assert len(briefs(tmp_path)) == 2
    assert sorted(site.pages()) == ["/day/1", "/day/2"]
    assert all(brief.sources[0].url and brief.sources[0].retrieved for brief in briefs(tmp_path))
    for times in (0, 1, 2):
        assert batch(tmp_path, site).returncode == 0
        assert site.not_modified == times
    assert len(site.pages()) == 2
    site.numbers.append(3)
    assert "1 done" in batch(tmp_path, site).stderr
    assert len(briefs(tmp_path)) == 3


@pytest.mark.slow
def test_a_run_that_is_killed_loses_no_entry(tmp_path: Path, site: Site) -> None:
    """The next run writes what is missing, each entry has one brief, and status tells of the feed."""
    site.numbers = list(range(1, 9))
    text = f'model = "embedded"\n[briefs.port]\nfeeds = ["{site.base}/rss"]\nmost_entries = 5\n'
    (tmp_path / "desk.toml").write_text(text)
    command = [sys.executable, "-m", "briefing", "batch", "desk.toml", "-o", "briefs", "--allow-private", "-j", "1"]
    killed = 0
    for pages in (1, 2, 3):
        asked = len(site.pages())
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(site.pages()) < asked + pages and process.poll() is None:
            time.sleep(0.005)
        process.kill()
        killed += process.wait() < 0
    assert killed
    assert run("batch", "desk.toml", "-o", "briefs", "--allow-private", cwd=tmp_path).returncode == 0
    days = sorted(brief.sources[0].title or "" for brief in briefs(tmp_path))
    assert days == ["Day 4", "Day 5", "Day 6", "Day 7", "Day 8"]
    told = run("status", "briefs", cwd=tmp_path).stdout
    assert f"port: {site.base}/rss: asked 20" in told
    # Three were there before it was followed.
    assert "8 entries seen to" in told


def test_a_dry_run_asks_no_feed_and_says_so(tmp_path: Path, site: Site) -> None:
    """What is new in it cannot be counted before."""
    done = batch(tmp_path, site, "", "--dry-run")
    assert done.returncode == 0
    assert "briefs  0; what is new in the feeds of 1 is not counted" in done.stdout
    assert site.asked == []


def test_all_new_entries_are_one_brief(tmp_path: Path, site: Site) -> None:
    """Per feed, over all of them."""
    assert batch(tmp_path, site, 'per = "feed"').returncode == 0
    (brief,) = briefs(tmp_path)
    assert len(brief.sources) == 2
    assert batch(tmp_path, site, 'per = "feed"').returncode == 0
    assert len(briefs(tmp_path)) == 1


def test_a_feed_is_followed_from_now_on(tmp_path: Path, site: Site) -> None:
    """The first run takes the newest; later ones leave what is too much for the next."""
    site.numbers = list(range(1, 8))
    assert batch(tmp_path, site, "most_entries = 2").returncode == 0
    assert sorted(site.pages()) == ["/day/6", "/day/7"]
    site.numbers += [8, 9, 10]
    done = batch(tmp_path, site, "most_entries = 2")
    assert "1 new entries" in done.stderr
    assert batch(tmp_path, site, "most_entries = 2").returncode == 0
    assert sorted(site.pages()) == ["/day/10", "/day/6", "/day/7", "/day/8", "/day/9"]


def test_robots_are_honoured(tmp_path: Path, site: Site) -> None:
    """A page that a site keeps from programs is not asked for; what the feed itself says serves, if it says enough."""
    site.numbers = [98, 99]
    done = batch(tmp_path, site)
    assert done.returncode == 1
    assert "robots.txt" in done.stderr
    assert site.pages() == []
    (brief,) = briefs(tmp_path)
    assert "day 99" in brief.sources[0].text
    assert any("what the feed says" in warning for warning in brief.warnings)


def test_a_page_that_is_not_there_fails_alone_and_once(tmp_path: Path, site: Site) -> None:
    """The others have their briefs, and later ones theirs; it is asked for again only when somebody says so."""
    site.numbers = [1, 66]
    done = batch(tmp_path, site, "most_entries = 2")
    assert done.returncode == 1
    assert "/day/66: answered 404 (Not Found)" in done.stderr
    assert "what failed is not tried again unless you say --retry-failed" in done.stderr
    assert len(briefs(tmp_path)) == 1
    assert batch(tmp_path, site, "most_entries = 2").returncode == 0
    assert site.pages().count("/day/66") == 1
    assert batch(tmp_path, site, "most_entries = 2", "--retry-failed").returncode == 1
    assert site.pages().count("/day/66") == 2
    assert site.pages().count("/day/1") == 1


# What a feed names, and what is there.


@pytest.fixture
def web() -> Iterator[Pages]:
    """A site with a few pages, to which each test adds its feed."""
    stories = {
        f"/{number}": f"<html><title>Day {number}</title><p>{paragraph(number)}</p></html>" for number in range(5)
    }
    with Pages({path: Page(story) for path, story in stories.items()}) as served:
        yield served


def follow(folder: Path, web: Pages, items: list[str], more: str = "", *options: str) -> Done:
    """Run a manifest that follows a feed of *items*, the newest first, at *web*."""
    web.pages["/rss"] = Page(rss(*items), "application/rss+xml")
    url = web.url("/rss", LOOPBACK)
    (folder / "desk.toml").write_text(f'model = "embedded"\n[briefs.port]\nfeeds = ["{url}"]\n{more}\n')
    return run("batch", "desk.toml", "-o", "briefs", "--allow-private", *options, cwd=folder)


def titles(folder: Path) -> set[str | None]:
    """Of the reports that have briefs."""
    return {brief.sources[0].title for brief in briefs(folder)}


def entry(path: str, more: str = "") -> str:
    """An item with the page at *path*."""
    return f"<guid isPermaLink='false'>{path}</guid><title>T</title><link>{path}</link>{more}"


@pytest.mark.parametrize("status", [404, 410, 403, 503, 429])
def test_what_fails_starves_nothing(tmp_path: Path, web: Pages, status: int) -> None:
    """Whether for good or in passing, the entries behind it have their turn in the next runs, and it has another after
    them where that may do."""
    follow(tmp_path, web, [entry("/1")])
    web.pages |= {f"/bad{number}": Page(status=status) for number in range(3)}
    items = [entry(f"/bad{number}") for number in range(3)] + [entry("/2"), entry("/1")]
    assert follow(tmp_path, web, items, "most_entries = 3").returncode == 1
    follow(tmp_path, web, items, "most_entries = 3")
    assert titles(tmp_path) == {"Day 1", "Day 2"}
    web.pages |= {f"/bad{number}": web.pages["/3"] for number in range(3)}
    for _ in range(2):
        assert follow(tmp_path, web, items, "most_entries = 3").returncode == 0
    assert titles(tmp_path) == {"Day 1", "Day 2"} | ({"Day 3"} if status in (503, 429) else set())


def test_what_fails_in_passing_is_told_so(tmp_path: Path, web: Pages) -> None:
    """The next run tries it again, and until then it counts as nothing that was seen to."""
    web.pages["/bad"] = Page(status=503)
    done = follow(tmp_path, web, [entry("/bad"), entry("/1")])
    assert "what could not be had or read is tried again by the next run" in done.stderr
    assert "--retry-failed" not in done.stderr
    assert "1 entries seen to" in run("status", "briefs", cwd=tmp_path).stdout


TEXT = f"<description>{2 * paragraph(1)}</description>"


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (f"<guid>q</guid><title>T</title><link>file:///etc/passwd</link>{TEXT}", "only http and https"),
        (f"<guid>q</guid><title>T</title><link>http://10.0.0.5/a</link>{TEXT}", "a private address"),
        (f"<guid>tag:q</guid><title>T</title>{TEXT}", "it has no page of its own"),
        (TEXT, "it has no page of its own"),
        (entry("/gone", TEXT), "answered 404"),
    ],
)
def test_what_the_feed_says_serves_where_there_is_no_page(tmp_path: Path, web: Pages, item: str, why: str) -> None:
    """And the brief says so, with the reason."""
    done = follow(tmp_path, web, [item])
    assert done.returncode == 0, done.stderr
    (brief,) = briefs(tmp_path)
    assert any("this is what the feed says" in warning and why in warning for warning in brief.warnings)


def test_a_teaser_without_a_page_is_told_of(tmp_path: Path, web: Pages) -> None:
    """Also one that has nothing but its text."""
    done = follow(tmp_path, web, ["<description>Only a few words.</description>"])
    assert done.returncode == 1
    assert "“Only a few words.” has no page; its feed has but a teaser" in done.stderr
    assert follow(tmp_path, web, ["<description>Only a few words.</description>"]).returncode == 0


@pytest.mark.parametrize("text", ["", TEXT], ids=["teaser", "text"])
def test_a_site_that_cannot_be_asked_is_told_as_such(tmp_path: Path, web: Pages, text: str) -> None:
    """Its pages are left alone, and nobody says that it asked for that; what the feed says serves."""
    web.pages["/robots.txt"] = Page(status=503)
    done = follow(tmp_path, web, [entry("/1", text)])
    assert "/1" not in [asked.path for asked in web.asked]
    told = done.stderr if not text else " ".join(briefs(tmp_path)[0].warnings)
    assert "its site's robots.txt answered 503" in told
    assert "stay away" not in told


def test_robots_are_honoured_on_the_way(tmp_path: Path, web: Pages) -> None:
    """A page that leads on to what programs are to leave is as if it had been named."""
    web.pages["/robots.txt"] = Page("\ufeffUser-agent: *\nDisallow: /2\n", "text/plain")
    web.pages["/go"] = leading_to("/2")
    done = follow(tmp_path, web, [entry("/go"), entry("/2"), entry("/1")])
    assert done.returncode == 1
    assert done.stderr.count("asks programs to stay away") == 2
    assert titles(tmp_path) == {"Day 1"}
    assert "/2" not in [asked.path for asked in web.asked]


def test_a_feed_of_the_web_leads_into_no_intranet(tmp_path: Path, site: Site) -> None:
    """Without leave nothing of it is asked for at all."""
    (tmp_path / "desk.toml").write_text(f'model = "embedded"\n[briefs.port]\nfeeds = ["{site.base}/rss"]\n')
    done = run("batch", "desk.toml", "-o", "briefs", cwd=tmp_path)
    assert done.returncode == 1
    assert site.asked == []


def test_a_schedule_follows_a_feed(tmp_path: Path, site: Site) -> None:
    """What is new when it is due is written; nothing new is nothing to write, and no failure."""
    manifest = (
        f'model = "embedded"\noutput = "briefs"\n[briefs.port]\nfeeds = ["{site.base}/rss"]\nschedule = "* * * * *"\n'
    )
    (tmp_path / "desk.toml").write_text(manifest)
    ask = ("schedule", "desk.toml", "--once", "--allow-private")
    done = run(*ask, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(briefs(tmp_path)) == 2
    assert run(*ask, cwd=tmp_path).returncode == 0
    assert len(site.pages()) == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("feeds = []", "feeds are http or https addresses"),
        ('feeds = ["rss.xml"]', "feeds are http or https addresses"),
        ('feeds = ["https://norvale.example/rss"]\nper = "day"', "per is entry or feed"),
        ('feeds = ["https://norvale.example/rss"]\nmost_entries = 0', "most_entries is a whole number"),
        ('sources = ["a.txt"]\nper = "feed"', "per is for feeds"),
    ],
)
def test_what_a_manifest_cannot_mean_is_told(tmp_path: Path, more: str, told: str) -> None:
    """Before anything is asked for."""
    (tmp_path / "desk.toml").write_text(f"[briefs.port]\n{more}\n")
    with pytest.raises(ManifestError, match=told):
        Manifest.load(tmp_path / "desk.toml")
