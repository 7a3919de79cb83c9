"""What is fetched from the web and what is refused, on a site of our own; nothing here connects but to loopback."""

from __future__ import annotations

import gzip
import re
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from shutil import which
from typing import Any

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import __version__
from briefing.errors import SourceRefused, SourceUnreachable
from briefing.fetching import PAGES, Policy, Standing, fetch, is_address, judged, network, parsed
from briefing.fetching.places import onward
from tests.site import LOOPBACK, Page, Site, leading_to

STORY = "<html><body><p>The harbour of Norvale was closed at noon, the port office said.</p></body></html>"

FETCHING = sys.modules["briefing.fetching.fetch"]  # the package has a function of that name
TRANSLATED = IPv6Network("64:ff9b::/96")


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every address that a connection was tried to, in order; what is refused must never stand here."""
    made: list[tuple[str, int]] = []
    plain = httpcore2.SyncBackend.connect_tcp

    def connect(self: Any, host: str, port: int, *rest: Any) -> httpcore2.NetworkStream:
        made.append((host, port))
        return plain(self, host, port, *rest)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return made


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one story, to which each test adds its own pages."""
    with Site({"/story": Page(STORY)}) as served:
        yield served


def refused(url: str, policy: Policy) -> str:
    """What is told of *url*, which *policy* refuses."""
    with pytest.raises(SourceRefused) as caught:
        fetch(url, policy)
    return str(caught.value)


def unreachable(url: str, policy: Policy) -> str:
    """What is told of *url*, of which nothing comes."""
    with pytest.raises(SourceUnreachable) as caught:
        fetch(url, policy)
    return str(caught.value)


# One page.


def test_a_page_with_where_it_was_when_and_what_it_is(site: Site) -> None:
    """The bytes come with the address, the type, the charset, the moment in UTC, and what makes the next ask cheap."""
    site.pages["/a"] = Page("ø", headers={"ETag": '"7"', "Last-Modified": "Mon, 02 Mar 2026 06:00:00 GMT"})
    found = fetch(site.url("/a#later"), site.policy())
    assert (found.url, found.data) == (site.url("/a"), "ø".encode())
    assert (found.content_type, found.charset) == ("text/html", "utf-8")
    assert (found.etag, found.last_modified) == ('"7"', "Mon, 02 Mar 2026 06:00:00 GMT")
    assert found.not_modified is False
    assert datetime.fromisoformat(found.retrieved).utcoffset() is not None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", found.retrieved)


def test_what_is_sent_says_who_asks_and_no_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is the name, the agent is what we are; there is no cookie, no referrer, and no proxy is asked."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/a"] = Page(status=302, headers={"Location": "/story?b=1", "Set-Cookie": "seen=1"})
    assert fetch(site.url("/a"), site.policy()).url == site.url("/story?b=1")
    for asked in site.asked:
        assert asked.headers == {
            "host": f"news.example:{site.port}",
            "user-agent": f"briefing/{__version__}",
            "accept": ", ".join(sorted(PAGES)),
            "accept-encoding": "gzip",
        }
    assert [asked.path for asked in site.asked] == ["/a", "/story?b=1"]


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    """The conditions go along; 304 is an answer to them, and an error to whoever made none."""
    site.pages["/a"] = Page(status=304, length=None)
    found = fetch(site.url("/a"), site.policy(), etag='"7"', last_modified="Mon, 02 Mar 2026 06:00:00 GMT")
    assert (found.not_modified, found.data) == (True, b"")
    assert site.asked[0].headers["if-none-match"] == '"7"'
    assert site.asked[0].headers["if-modified-since"] == "Mon, 02 Mar 2026 06:00:00 GMT"
    assert "answered 304" in unreachable(site.url("/a"), site.policy())


# Which addresses.


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://news.example/a", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("http://user:secret@news.example/", "a user or a password"),
        ("http://secret@news.example/", "a user or a password"),
        (r"http://news.example\@127.0.0.1/", "a user or a password"),
        ("http://0x7f.1/", "in one way"),
        ("http://0x7f000001/", "in one way"),
        ("http://2130706433/", "in one way"),
        ("http://017700000001/", "in one way"),
        ("http://0177.0.0.1/", "in one way"),
        ("http://127.1/", "in one way"),
        ("http://127.0.0.1.nip.0x1/", "in one way"),
        ("http://1.2.3.4.5/", "in one way"),
        ("http://%31%32%37.0.0.1/", "in one way"),
        ("http://１２７.0.0.1/", "in one way"),
        ("http://[::1%25eth0]/", "in one way"),
        ("http://[::1/", "in one way"),
        ("http://news..example/", "in one way"),
        ("http:///a", "in one way"),
        ("http://news.example:99999/", "port"),
        ("http://news example/", "in one way"),
        ("http://news.exa\udc80mple/", "in one way"),
    ],
)
def test_addresses_that_are_refused_unasked(url: str, message: str, connected: list[Any]) -> None:
    """Another scheme, a password, a host that could be read as another: nothing is looked up, nothing connected."""

    def resolve(host: str, port: int) -> list[Any]:
        raise AssertionError(host)

    told = refused(url, Policy(resolve=resolve))
    assert message in told
    assert "secret" not in told
    assert not connected


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.0.0.1.", "a loopback address"),
        ("127。0。0。1", "a loopback address"),
        ("[::1]", "a loopback address"),
        ("10.1.2.3", "a private address"),
        ("172.31.255.255", "a private address"),
        ("192.168.0.1", "a private address"),
        ("100.64.0.1", "a private address"),
        ("[fd12:3456::1]", "a private address"),
        ("[::ffff:127.0.0.1]", "a loopback address"),
        ("[::ffff:10.0.0.1]", "a private address"),
        ("[64:ff9b::10.0.0.1]", "a private address"),
        ("169.254.1.1", "a link-local address"),
        ("[fe80::1]", "a link-local address"),
        ("[::ffff:169.254.1.1]", "a link-local address"),
        ("169.254.169.254", "where clouds keep the keys"),
        ("168.63.129.16", "where clouds keep the keys"),
        ("100.100.100.200", "where clouds keep the keys"),
        ("[fd00:ec2::254]", "where clouds keep the keys"),
        ("[::ffff:169.254.169.254]", "where clouds keep the keys"),
        ("[64:ff9b::a9fe:a9fe]", "where clouds keep the keys"),
        ("0.0.0.0", "a reserved address"),
        ("0.1.2.3", "a reserved address"),
        ("[::]", "a reserved address"),
        ("[::127.0.0.1]", "a reserved address"),
        ("[2002:7f00:1::]", "a reserved address"),
        ("[2001:0:4136:e378:8000:63bf:80ff:fffe]", "a reserved address"),
        ("[64:ff9b:1::1]", "a reserved address"),
        ("[2001:470:1:2::5efe:7f00:1]", "a reserved address"),
        ("[2001:470:1:2:200:5efe:808:808]", "a reserved address"),
        ("[fd12:3456::5efe:169.254.169.254]", "a reserved address"),
        ("[fec0::1]", "a reserved address"),
        ("[2001:db8::1]", "a reserved address"),
        ("[3fff::1]", "a reserved address"),
        ("[4000::1]", "a reserved address"),
        ("192.0.0.192", "a reserved address"),
        ("192.88.99.1", "a reserved address"),
        ("198.18.0.1", "a reserved address"),
        ("203.0.113.7", "a reserved address"),
        ("240.0.0.1", "a reserved address"),
        ("255.255.255.255", "a reserved address"),
        ("224.0.1.1", "a multicast address"),
        ("[ff02::1]", "a multicast address"),
        ("[::ffff:224.0.1.1]", "a multicast address"),
    ],
)
def test_only_public_addresses_are_fetched_from(host: str, kind: str, connected: list[Any]) -> None:
    """Whatever is not the public internet's is refused by name of its kind, and never connected to."""
    message = refused(f"http://{host}/", Policy())
    assert f"is at {kind}" in message
    assert "only public addresses are fetched" in message
    assert not connected


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    """An address that is everybody's is public, also behind a translation that hides nothing."""
    assert judged(ip_address(address), 80).standing is Standing.PUBLIC


@given(st.ip_addresses())
def test_public_is_no_more_than_the_registries_say(address: IPv4Address | IPv6Address) -> None:
    """Nothing that Python holds for private, reserved, multicast or local is public to us."""
    if judged(address, 80).standing is Standing.PUBLIC:
        carried = getattr(address, "ipv4_mapped", None) or address
        if carried in TRANSLATED:
            carried = IPv4Address(int(carried) & 0xFFFFFFFF)
        assert carried.is_global
        kinds = ("is_multicast", "is_reserved", "is_link_local", "is_unspecified")
        assert not any(getattr(carried, kind) for kind in kinds)


@given(st.ip_addresses(v=4))
def test_an_address_within_an_address_is_no_way_around(inner: IPv4Address) -> None:
    """What may not be fetched from in IPv4 may not in IPv6 either; tunnels are closed whatever they hold."""
    plain = judged(inner, 80).standing
    mapped, translated = (IPv6Address(prefix | int(inner)) for prefix in (0xFFFF << 32, 0x64FF9B << 96))
    assert judged(mapped, 80).standing is plain
    assert judged(translated, 80).standing is plain
    six_to_four = IPv6Address(0x2002 << 112 | int(inner) << 80)
    teredo = IPv6Address(0x20010000 << 96 | (int(inner) ^ 0xFFFFFFFF))
    compatible = IPv6Address(int(inner))
    for tunnel in (six_to_four, teredo, compatible):
        assert judged(tunnel, 80).standing is not Standing.PUBLIC


# Names.


@pytest.mark.parametrize(
    "address", ["10.0.0.5", "169.254.169.254", "::1", "203.0.113.9 10.0.0.5", "8.8.8.8 ::ffff:10.0.0.5"]
)
def test_a_name_is_refused_for_any_of_its_addresses(site: Site, connected: list[Any], address: str) -> None:
    """All addresses of a name are judged before one is connected to, and the message says where it leads."""
    message = refused(site.url("/story", "inner.example"), site.policy({"inner.example": address}))
    assert message.startswith(f"http://inner.example:{site.port}/story: is at ")
    assert not connected


def test_the_connection_goes_to_the_address_that_was_judged(site: Site, connected: list[Any]) -> None:
    """A name that means something else a moment later gains nothing: it is looked up once for a hop."""
    answers = iter([[ip_address(LOOPBACK)], [ip_address("10.0.0.5")]])
    policy = site.policy(resolve=lambda *_: next(answers))
    assert fetch(site.url("/story"), policy).data == STORY.encode()
    assert connected == [(LOOPBACK, site.port)]
    # And what it means then is judged when it is looked up again.
    assert "10.0.0.5, a private address" in refused(site.url("/story"), policy)
    assert connected == [(LOOPBACK, site.port)]


def test_an_address_that_does_not_answer_leaves_the_others(site: Site, connected: list[Any]) -> None:
    """Of several addresses the next is tried when one cannot be connected to."""
    policy = site.policy({"news.example": f"127.0.0.2 {LOOPBACK}"}, judge=lambda *_: (Standing.PUBLIC, "public"))
    with pytest.MonkeyPatch.context() as patch:
        counted = httpcore2.SyncBackend.connect_tcp

        def dead(self: Any, host: str, port: int, *rest: Any) -> Any:
            if host == "127.0.0.2":
                connected.append((host, port))
                raise httpcore2.ConnectError(ConnectionRefusedError(111, "Connection refused"))
            return counted(self, host, port, *rest)

        patch.setattr(httpcore2.SyncBackend, "connect_tcp", dead)
        assert fetch(site.url("/story"), policy).data == STORY.encode()
    assert connected == [("127.0.0.2", site.port), (LOOPBACK, site.port)]


def test_names_that_nobody_knows(site: Site) -> None:
    """A name without an address, and one that no resolver takes, are a line each."""
    assert "cannot be looked up (it has no address)" in unreachable("http://a.example/", site.policy(resolve=_nowhere))
    assert "cannot be looked up (no such name)" in unreachable("http://nowhere.example/", site.policy())

    def choke(host: str, port: int) -> list[Any]:
        raise UnicodeError("label too long")

    assert "cannot be looked up (it is no name)" in unreachable("http://a.example/", site.policy(resolve=choke))


def _nowhere(host: str, port: int) -> list[Any]:
    return []


def test_international_names_are_asked_in_their_ascii_form(site: Site) -> None:
    """The resolver and the server get the form that is registered."""
    policy = site.policy({"xn--hfen-loa.example": LOOPBACK})
    assert fetch(f"http://HÄFEN.example:{site.port}/story", policy).url.startswith("http://xn--hfen-loa.example:")
    assert site.looked_up == ["xn--hfen-loa.example"]


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://NEWS.example.:80/a", "news.example"),
        ("https://news.example:443", "news.example"),
        ("https://news.example:80/a?b#c", "news.example:80"),
        ("http://[2606:4700::1]/", "[2606:4700::1]"),
        ("http://[2606:4700::1]:8080/", "[2606:4700::1]:8080"),
    ],
)
def test_one_spelling_of_a_host(url: str, authority: str) -> None:
    """Case, a dot at the end, the usual port and a fragment make no other place; IPv6 keeps its brackets."""
    place = parsed(url)
    assert place.authority == authority
    assert place.url == f"{place.scheme}://{authority}{place.target}"
    assert "#" not in place.url


# Redirects.


def test_five_redirects_are_followed_and_no_sixth(site: Site) -> None:
    """A chain of five ends at its page; a longer one, and a loop, end in a line."""
    for at in range(1, 7):
        site.pages[f"/{at}"] = leading_to(f"/{at - 1}", status=(301, 302, 303, 307, 308)[at % 5])
    site.pages["/0"] = Page(STORY)
    assert fetch(site.url("/5"), site.policy()).url == site.url("/0")
    assert "leads on more than 5 times" in unreachable(site.url("/6"), site.policy())
    site.pages["/loop"] = leading_to("/loop")
    before = len(site.asked)
    assert "leads on more than 5 times" in unreachable(site.url("/loop"), site.policy())
    assert len(site.asked) - before == 6


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://10.0.0.5/", "http://10.0.0.5/: is at a private address"),
        ("http://127.0.0.1:9/", "is at a loopback address"),
        ("//[::1]/", "is at a loopback address"),
        ("http://169.254.169.254/latest/meta-data/", "where clouds keep the keys"),
        ("http://inner.example/", "10.0.0.7, a private address"),
        ("file:///etc/passwd", "leads on to file:///etc/passwd: only http and https"),
        ("data:text/html,hello", "leads on to data:text/html,hello: only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:secret@news.example/", "a user or a password"),
        ("http://2130706433/", "in one way"),
        ("http://[::1", "leads on to"),
    ],
)
def test_each_hop_is_judged(site: Site, connected: list[Any], location: str, message: str) -> None:
    """What may not be named may not be led on to; the first hop is the only connection."""
    site.pages["/on"] = leading_to(location)
    told = refused(site.url("/on"), site.policy({"inner.example": "10.0.0.7"}))
    assert message in told
    assert "secret" not in told
    assert connected == [(LOOPBACK, site.port)]


def test_redirects_without_a_place_and_with_odd_ones(site: Site) -> None:
    """A redirect that says no place is an error; a place in letters is one; a body beside it is not read."""
    site.pages["/on"] = Page("x", status=302)
    assert "answered 302" in unreachable(site.url("/on"), site.policy())
    site.pages["/letters"] = Page(b"x" * 10, status=302, headers={"Location": "/häfen"}, length=10_000_000)
    site.pages["/h%C3%A4fen"] = Page(STORY)
    assert fetch(site.url("/letters"), site.policy()).url == site.url("/h%C3%A4fen")


def test_encryption_is_not_dropped_on_the_way() -> None:
    """A page that was asked for over TLS is not taken from where anyone could have changed it."""
    place = parsed("https://news.example/a")
    assert onward(place, "/b").url == "https://news.example/b"
    with pytest.raises(SourceRefused, match="without encryption"):
        onward(place, "http://news.example/a")
    assert onward(parsed("http://news.example/a"), "https://news.example/a").scheme == "https"


# Intranets.


def test_intranets_are_opened_and_nothing_else(site: Site, connected: list[Any]) -> None:
    """With *allow_private* loopback and private addresses are fetched from; link-local and reserved ones are not."""
    own = f"http://{LOOPBACK}:{site.port}/story"
    assert "--allow-private opens intranets" in refused(own, Policy())
    assert not connected
    assert fetch(own, Policy(allow_private=True)).data == STORY.encode()
    assert fetch(f"http://desk.example:{site.port}/story", Policy(allow_private=True, resolve=_all_here)).data
    connected.clear()
    for host in ("169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "0.0.0.0", "240.0.0.1", "[ff02::1]"):
        assert "--allow-private" not in refused(f"http://{host}/", Policy(allow_private=True))
    assert not connected


def _all_here(host: str, port: int) -> list[IPv4Address]:
    return [IPv4Address(LOOPBACK)]


def test_a_public_page_leads_into_no_intranet(site: Site, connected: list[Any]) -> None:
    """An intranet is open to what is named, and to its own redirects, not to what the web leads on to."""
    with Site({"/inner": Page(STORY), "/door": leading_to("/inner")}) as inner:
        site.pages["/on"] = leading_to(f"http://{LOOPBACK}:{inner.port}/inner")
        message = refused(site.url("/on"), site.policy(allow_private=True))
        assert "no public page leads into an intranet" in message
        assert not inner.asked
        url = f"http://{LOOPBACK}:{inner.port}/door"
        assert fetch(url, site.policy(allow_private=True)).data == STORY.encode()


# How much, how long, and of what kind.


def test_packed_pages_are_unpacked(site: Site) -> None:
    """gzip in one member or several, with padding behind it or not, is the page that it holds."""
    one, other = gzip.compress(b"one ", mtime=0), gzip.compress(b"other")
    packed = {"Content-Encoding": "gzip"}
    site.pages["/a"] = Page(one + other + b"\0\0\0", headers=packed)
    assert fetch(site.url("/a"), site.policy()).data == b"one other"
    site.pages["/b"] = Page(
        gzip.compress(b"\0" * 3_000_000, mtime=0), headers={"Content-Encoding": "X-GZIP"}, length=None
    )
    assert fetch(site.url("/b"), site.policy()).data == b"\0" * 3_000_000


@pytest.mark.parametrize(
    ("body", "headers", "error"),
    [
        (gzip.compress(b"\0" * 50_000_000, mtime=0), {"Content-Encoding": "gzip"}, "is larger than 1 MiB"),
        (b"\0" * 1_100_000, {}, "is larger than 1 MiB"),
        (gzip.compress(b"a story" * 100, mtime=0)[:-12], {"Content-Encoding": "gzip"}, "came damaged, or was cut off"),
        (b"no gzip at all", {"Content-Encoding": "gzip"}, "came damaged, or was cut off"),
        (b"", {"Content-Encoding": "gzip"}, "came damaged, or was cut off"),
        (b"abc", {"Content-Encoding": "br"}, "came packed as br, which was not asked for"),
        (b"abc", {"Content-Encoding": "gzip, gzip"}, "came packed as gzip, gzip"),
        (b"abc", {"Content-Encoding": "gzip", "content-encoding": "gzip"}, "came packed as gzip, gzip"),
    ],
)
def test_bombs_and_broken_bodies_cost_their_line(site: Site, body: bytes, headers: dict[str, str], error: str) -> None:
    """What is larger than the cap, once unpacked, what is cut off, and what is packed otherwise, is a line of error."""
    site.pages["/a"] = Page(body, headers=headers)
    with pytest.raises((SourceRefused, SourceUnreachable), match=error):
        fetch(site.url("/a"), site.policy(most_bytes=2**20))


def test_a_bomb_is_not_unpacked_beyond_the_cap(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a megabyte that stands for a gigabyte no more is unpacked than the cap and a block."""
    seen = 0
    unpack = FETCHING._gunzipped

    def counted(blocks: Any) -> Iterator[bytes]:
        nonlocal seen
        for block in unpack(blocks):
            seen += len(block)
            assert len(block) <= 2**16
            yield block

    monkeypatch.setattr(FETCHING, "_gunzipped", counted)
    site.pages["/a"] = Page(gzip.compress(b"\0" * 2**27, mtime=0), headers={"Content-Encoding": "gzip"})
    assert "is larger than" in refused(site.url("/a"), site.policy(most_bytes=10 * 2**16))
    assert seen == 11 * 2**16


def test_a_body_shorter_than_it_says_is_none(site: Site) -> None:
    """A connection that ends in the middle of a page leaves no half of it."""
    site.pages["/a"] = Page(STORY, length=10_000)
    assert "did not answer as a web server does" in unreachable(site.url("/a"), site.policy())


@pytest.mark.parametrize("slow", [{"pause": 0.1}, {"status_pause": 0.1}])
def test_slow_answers_end_at_the_deadline(site: Site, slow: dict[str, float]) -> None:
    """A byte now and then keeps a connection alive, and gains no time; neither in the body nor in the head."""
    site.pages["/a"] = Page("x" * 10_000, **slow)  # type: ignore[arg-type]
    assert "did not come within 0.4 s" in unreachable(site.url("/a"), site.policy(timeout=0.4))


def test_redirects_share_one_deadline(site: Site) -> None:
    """The time is for the whole way, not for each hop."""
    for at in range(1, 6):
        site.pages[f"/{at}"] = Page(status=302, headers={"Location": f"/{at - 1}"}, status_pause=0.002)
    site.pages["/0"] = Page(STORY, status_pause=0.1)
    assert "did not come within 1 s" in unreachable(site.url("/5"), site.policy(timeout=1))


def test_a_resolver_that_never_answers_is_left(site: Site, connected: list[Any]) -> None:
    """The look-up has no time of its own."""
    over = threading.Event()

    def resolve(host: str, port: int) -> list[Any]:
        over.wait(60)
        return []

    try:
        assert "did not come within 0.2 s" in unreachable("http://slow.example/", Policy(timeout=0.2, resolve=resolve))
    finally:
        over.set()
    assert not connected


def test_heads_without_end_are_cut_off(site: Site) -> None:
    """Headers are read up to the library's hundred kilobytes."""
    site.pages["/a"] = Page(STORY, headers={f"X-{number}": "x" * 1000 for number in range(200)})
    assert "did not answer as a web server does" in unreachable(site.url("/a"), site.policy())


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (404, "answered 404 (Not Found): check the address"),
        (403, "answered 403 (Forbidden): save the page in a browser, and give the file"),
        (429, "answered 429 (Too Many Requests): try again later"),
        (500, "answered 500 (Internal Server Error): try again later"),
        (418, "answered 418 (I'm a Teapot)"),
        (206, "answered 206 (Partial Content)"),
        (599, "answered 599"),
    ],
)
def test_an_error_is_no_page(site: Site, status: int, advice: str) -> None:
    """Whatever is not the page is told with its status and what to do; the status is there for programs."""
    site.pages["/a"] = Page(STORY, status=status)
    with pytest.raises(SourceUnreachable) as caught:
        fetch(site.url("/a"), site.policy())
    assert str(caught.value) == f"{site.url('/a')}: {advice}"
    assert caught.value.status == status


def test_what_is_not_read_is_refused_by_its_type(site: Site) -> None:
    """A type that is not asked for is refused before its body is read; one that is not said is taken."""
    for kind in ("image/png", "application/zip", "APPLICATION/Octet-Stream; x=y", "text/css"):
        site.pages["/a"] = Page(STORY, kind, length=10**9)
        assert f"is of type {kind.partition(';')[0].lower()}" in refused(site.url("/a"), site.policy())
    site.pages["/a"] = Page(STORY, None)
    found = fetch(site.url("/a"), site.policy())
    assert (found.content_type, found.charset, found.data) == ("", None, STORY.encode())
    site.pages["/a"] = Page(STORY, "Text/HTML ;Charset='ISO-8859-5'")
    found = fetch(site.url("/a"), site.policy())
    assert (found.content_type, found.charset) == ("text/html", "ISO-8859-5")


def test_a_port_where_nobody_listens(site: Site) -> None:
    """What cannot be connected to is told with the system's reason."""
    with Site({}) as gone:
        policy, url = gone.policy(), gone.url("/a")
    assert unreachable(url, policy) == f"{url}: cannot be reached: Connection refused"


# Over TLS.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of ``news.example``, its own authority, with its key in one file."""
    if which("openssl") is None:
        pytest.skip("a certificate for the test is made with openssl, which is not here")
    folder = tmp_path_factory.mktemp("certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    subprocess.run([*made, *named, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    whole = folder / "whole.pem"
    whole.write_bytes(key.read_bytes() + cert.read_bytes())
    return whole


def test_certificates_are_those_of_the_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To TLS the host is the name, though the connection goes to an address: its certificate holds, no other does."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    network._tls.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    try:
        with Site({"/story": Page(STORY)}, tls=context) as site:
            assert fetch(site.url("/story"), site.policy()).data == STORY.encode()
            message = unreachable(site.url("/story", "other.example"), site.policy())
            assert "its certificate does not hold: " in message
    finally:
        network._tls.cache_clear()


# What others made up.


def test_hostile_addresses_are_refused_or_looked_up_and_no_more(shared: Path, connected: list[Any]) -> None:
    """Whatever stands in hostile strings as an address comes to a line of error, and to no connection."""

    def resolve(host: str, port: int) -> list[Any]:
        raise OSError(-2, "no such name")

    found = re.findall(r"[a-zA-Z]+://[^\s\"'\\<>]+", (shared / "eval" / "payloads-dev.jsonl").read_text("utf-8"))
    assert found
    for url in found:
        assert is_address(url)
        with pytest.raises((SourceRefused, SourceUnreachable)):
            fetch(url, Policy(resolve=resolve))
    assert not connected


@given(st.text(max_size=40), st.sampled_from(["http://", "https://", "http://a.example/", "http://[", ""]))
def test_any_text_as_an_address(text: str, before: str) -> None:
    """No text is more than a line of error; what is read has a host that is plain or an address."""
    try:
        place = parsed(before + text)
    except SourceRefused:
        return
    assert place.literal is not None or re.fullmatch(r"[a-z0-9_.-]+", place.host)
    assert parsed(place.url) == place
