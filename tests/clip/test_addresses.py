from __future__ import annotations

import socket

import pytest

from psr_report.clip.addresses import Endpoint, not_public, refuse_local
from psr_report.errors import UsageError


def endpoint(number: str) -> Endpoint:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    return Endpoint(family, (number, 80))


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_of_the_public_internet_pass(number: str) -> None:
    assert not_public(number) is None


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("127.0.0.1", "this machine itself"),
        ("127.255.0.9", "this machine itself"),
        ("0.0.0.0", "this machine itself"),
        ("10.1.2.3", "an address of a private network"),
        ("172.16.0.1", "an address of a private network"),
        ("192.168.1.1", "an address of a private network"),
        ("169.254.169.254", "a link-local address"),
        ("100.64.0.1", "a reserved address"),
        ("224.0.0.1", "a multicast address"),
        ("255.255.255.255", "an address of a private network"),
        ("240.0.0.1", "an address of a private network"),
        ("::1", "this machine itself"),
        ("::", "this machine itself"),
        ("fe80::1", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("fc00::1", "an address of a private network"),
        ("fec0::1", "an address of a private network"),
        ("ff02::1", "a multicast address"),
        ("2001:db8::1", "an address of a private network"),
    ],
)
def test_all_others_are_named_for_what_they_are(number: str, what: str) -> None:
    assert not_public(number) == what


@pytest.mark.parametrize(
    "number",
    [
        "::ffff:127.0.0.1",  # IPv4-mapped
        "::ffff:10.0.0.1",
        "::127.0.0.1",  # IPv4-compatible
        "64:ff9b::7f00:1",  # NAT64
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",  # NAT64 of a private network
        "2002:7f00:1::1",  # 6to4
        "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    ],
)
def test_what_hides_another_address_or_a_tunnel_is_refused(number: str) -> None:
    assert not_public(number) is not None


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(UsageError) as caught:
        refuse_local("page.example", [endpoint("93.184.216.34"), endpoint("10.0.0.7")])
    assert str(caught.value) == (
        "page.example (10.0.0.7) is an address of a private network, which is not fetched from"
    )
    assert caught.value.hint is not None
    assert "--allow-local" in caught.value.hint


def test_a_name_with_public_addresses_alone_passes() -> None:
    refuse_local("page.example", [endpoint("93.184.216.34"), endpoint("2606:2800:220:1::1")])
