"""Which network addresses a page may be fetched from: those of the public internet, and no others.

A name can lead anywhere: to the machine itself, to a router, to the data of a cloud's machine. So every
address that a name has is looked at, with what may hide in it, before a connection is made to that very one.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from psr_report.errors import UsageError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215
_LOCAL_HINT = "if it is a page of your own network that you trust, say --allow-local"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address to connect to, as the system's resolver gives it."""

    family: socket.AddressFamily
    address: tuple[Any, ...]

    @property
    def number(self) -> str:
        """The address without its port."""
        return str(self.address[0])


def refuse_local(host: str, endpoints: Sequence[Endpoint]) -> None:
    """Raise UsageError when one of the addresses of a host is not of the public internet."""
    for endpoint in endpoints:
        what = not_public(endpoint.number)
        if what is not None:
            shown = host if host.strip("[]") == endpoint.number else f"{host} ({endpoint.number})"
            raise UsageError(f"{shown} is {what}, which is not fetched from", _LOCAL_HINT)


def not_public(number: str) -> str | None:
    """Return what an address is, when it is not one of the public internet; None when it is."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return "no address of the internet"
    if isinstance(address, IPv6Address):
        return _not_public_6(address)
    return _not_public_4(address)


def _not_public_4(address: IPv4Address) -> str | None:
    if address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_unspecified:
        return "this machine itself"
    if address.is_private:
        return "an address of a private network"
    if address.is_reserved or not address.is_global:
        return "a reserved address"
    return None


def _not_public_6(address: IPv6Address) -> str | None:
    if address.ipv4_mapped is not None:
        return _not_public_4(address.ipv4_mapped)
    if address in _NAT64:
        return _not_public_4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.sixtofour is not None or address.teredo is not None or address in _NAT64_LOCAL:
        return "an address that leads through a tunnel"
    if address.is_loopback or address.is_unspecified:
        return "this machine itself"
    if address.is_link_local or address.scope_id is not None:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_site_local or (address.is_private and not address.is_reserved):
        return "an address of a private network"
    if address.is_reserved or not address.is_global:
        return "a reserved address"
    return None
