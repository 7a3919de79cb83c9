"""Addresses as people write them, read into what is asked for and where.

One reading for all: what is judged is what is connected to. A host that could be read as another (an address in an
unusual spelling, such as ``0x7f.1`` or ``2130706433``) is refused rather than guessed at.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from briefing.display import line_for_terminal
from briefing.errors import SourceRefused
from briefing.fetching.addresses import IPAddress

_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_USER = re.compile(r"(?<=//)[^/?#]*@")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_PORTS = {"http": 80, "https": 443}
_LONGEST_HOST = 253
_SHOWN = 200


@dataclass(frozen=True)
class Place:
    """What is asked for (*target*, path and query), and of whom: *literal* is the host where that is an address.

    *url* is the whole, spelled in one way and without its fragment; *host* is in ASCII and small letters.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str
    literal: IPAddress | None

    @property
    def shown(self) -> str:
        """*url* as a message has it."""
        return shown(self.url)

    @property
    def authority(self) -> str:
        """Host and port, as they stand in an address: IPv6 in brackets, the scheme's usual port left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def origin(self) -> str:
        """Whom it is asked of: scheme, host and port."""
        return f"{self.scheme}://{self.authority}"


def is_address(name: str) -> bool:
    """Whether *name* is meant as an address, of whatever kind, and not as the name of a file."""
    return _ADDRESS.match(name) is not None


def parsed(url: str) -> Place:
    """The place that *url* means.

    Raises:
        SourceRefused: it is not of http or https, holds a user or a password, or its host cannot be read in one way.
    """
    import httpx2  # with the tables of international names behind it

    subject = shown(url)
    scheme = url.strip().partition(":")[0].lower()
    if scheme not in _PORTS:
        raise SourceRefused("only http and https addresses are fetched", subject)
    try:
        read = httpx2.URL(url.strip())
        host = read.raw_host.decode("ascii").removesuffix(".")
        literal = _literal(host)
        port = _PORTS[scheme] if read.port is None else read.port
    except (httpx2.InvalidURL, ValueError):
        raise SourceRefused("is no address that can be read in one way: check it", subject) from None
    if read.userinfo:
        raise SourceRefused("has a user or a password in it, which is sent to nobody: save the page", subject)
    if not 0 < port < 2**16:
        raise SourceRefused("has a port that cannot be", subject)
    place = Place("", scheme, host, port, read.raw_path.decode("ascii"), literal)
    return Place(place.origin + place.target, scheme, host, port, place.target, literal)


def host_of(url: str) -> str:
    """The host of *url* in the one spelling that it is asked for in; empty where *url* is not what is fetched."""
    try:
        place = parsed(url)
    except SourceRefused:
        return ""
    return str(place.literal or place.host)


def onward(place: Place, location: str) -> Place:
    """Where *place* leads on to, by the header *location*, a character for each of its bytes.

    Raises:
        SourceRefused: nowhere that is fetched, or from an encrypted connection to one that is not.
    """
    location = location.encode("latin-1").decode("utf-8", "replace")
    try:
        led = parsed(urljoin(place.url, location.strip()))
    except (SourceRefused, ValueError) as error:
        why = error.message if isinstance(error, SourceRefused) else "is no address"
        raise SourceRefused(f"leads on to {shown(location)}: {why}", place.shown) from None
    if (place.scheme, led.scheme) == ("https", "http"):
        raise SourceRefused(
            f"leads on to {led.shown}, without encryption: give that address if you trust it", place.shown
        )
    return led


def _literal(host: str) -> IPAddress | None:
    """The address that *host* is; None for a name.

    Raises:
        ValueError: it is neither, or it is an address in a spelling that others may read as another.
    """
    if "%" in host:
        raise ValueError("a zone means something to one machine alone")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)) or _NUMBER.fullmatch(labels[-1]):
            raise
        return None


def shown(url: str) -> str:
    """*url* as a message has it: on one line, cut, and without a user and a password."""
    line = line_for_terminal(_USER.sub("***@", url.strip()))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
