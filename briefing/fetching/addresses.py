"""Which network addresses a page may be fetched from.

Public is what IANA's registries of special-purpose addresses (RFC 6890 and what came after it) leave to everybody, and
of IPv6 only 2000::/3, which is all that was ever given out. An address that carries an IPv4 address is judged by that
where a network translates it on the way (IPv4-mapped, and NAT64 under its well-known prefix, RFC 6052); the tunnels of
old (6to4, Teredo, ISATAP, IPv4-compatible) lead nowhere that a page is, and are closed.

The tables stand here since those in :mod:`ipaddress` differ between versions of Python; both have to agree that an
address is public.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

IPAddress = IPv4Address | IPv6Address


class Standing(Enum):
    """Whether pages are fetched from an address: always, from intranets where they are opened, or never."""

    PUBLIC = "public"
    PRIVATE = "private"
    CLOSED = "closed"


class Verdict(NamedTuple):
    """How an address stands, and what it is, for messages: “a loopback address”."""

    standing: Standing
    kind: str


Judge = Callable[[IPAddress, int], Verdict]
"""Judges an address and a port."""


def _networks(*names: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(map(ip_network, names))


# They hand out the keys of the machine they run on to whoever asks from it. Azure's first is a public address.
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254"))
)
_INTRANETS = _networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_GIVEN_OUT = IPv6Network("2000::/3")
# Under any network, before the IPv4 address that the tunnel leads to; but for two bits (RFC 5214, section 6.1).
_ISATAP, _ISATAP_MASK = 0x00005EFE, 0xFCFFFFFF
_RESERVED = _networks(
    *("0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24"),
    *("203.0.113.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
)


def judged(address: IPAddress, port: int) -> Verdict:  # noqa: ARG001 - a judge may look at the port; this one does not
    """How *address* stands. Any port is as good as another: it says nothing of who listens there."""
    return _judged(_carried(address))


def _judged(address: IPAddress) -> Verdict:
    if address in _METADATA:
        return Verdict(Standing.CLOSED, "where clouds keep the keys of their machines")
    if address.is_link_local:
        return Verdict(Standing.CLOSED, "a link-local address")
    if address.is_multicast:
        return Verdict(Standing.CLOSED, "a multicast address")
    if int(address) >> 32 & _ISATAP_MASK == _ISATAP:  # never of an IPv4 address
        return Verdict(Standing.CLOSED, "a reserved address")
    if address.is_loopback:
        return Verdict(Standing.PRIVATE, "a loopback address")
    if _in(address, _INTRANETS):
        return Verdict(Standing.PRIVATE, "a private address")
    given_out = isinstance(address, IPv4Address) or address in _GIVEN_OUT
    if not given_out or not address.is_global or _in(address, _RESERVED):
        return Verdict(Standing.CLOSED, "a reserved address")
    return Verdict(Standing.PUBLIC, "a public address")


def _carried(address: IPAddress) -> IPAddress:
    """The IPv4 address that packets to *address* end up at, where a network translates it; else *address*."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else address


def _in(address: IPAddress, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    return any(address in network for network in networks)  # one of another version holds none
