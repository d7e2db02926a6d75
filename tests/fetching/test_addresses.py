"""Which addresses are public, for every address there is."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fetching.addresses import is_public, parse_address

#: Blocks that nobody may be led into, by their first and last address and all between.
PRIVATE_4 = [
    ip_network(block)
    for block in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3",
    ]
]
PRIVATE_6 = [
    ip_network(b)
    for b in ["::/8", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2002::/16", "2001::/32"]
]

private_4 = st.one_of(st.ip_addresses(network=block) for block in PRIVATE_4)
private_6 = st.one_of(st.ip_addresses(network=block) for block in PRIVATE_6)
#: How IPv4 hides in IPv6: the bits before it and after it.
WRAPPINGS = {
    "mapped": lambda v4: (0xFFFF << 32) | v4,
    "compatible": lambda v4: v4,
    "translated": lambda v4: (0xFFFF << 48) | v4,
    "NAT64": lambda v4: (0x64FF9B << 96) | v4,
    "local NAT64": lambda v4: (0x64FF9B0001 << 80) | v4,
    "6to4": lambda v4: (0x2002 << 112) | (v4 << 80),
    "Teredo": lambda v4: (0x20010000 << 96) | (v4 ^ 0xFFFF_FFFF),
}


@given(private_4)
def test_no_private_ipv4_address_is_public(address):
    assert not is_public(address)


@given(private_6.filter(lambda a: a.ipv4_mapped is None and a not in ip_network("64:ff9b::/96")))
def test_no_private_ipv6_address_is_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("wrapping", WRAPPINGS.values(), ids=WRAPPINGS)
@given(v4=private_4)
def test_a_private_ipv4_address_stays_private_however_it_is_wrapped(wrapping, v4):
    assert not is_public(IPv6Address(wrapping(int(v4))))


@given(st.ip_addresses(v=4))
def test_what_python_knows_to_be_private_is_never_public(address):
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public(address)


@given(st.ip_addresses(v=6))
def test_what_python_knows_to_be_private_is_never_public_in_ipv6(address):
    if address.ipv4_mapped is None and (
        not address.is_global or address.is_multicast or address.is_link_local
    ):
        assert not is_public(address)


@given(st.ip_addresses())
def test_an_address_is_judged_the_same_in_every_spelling(address):
    spellings = {str(address), address.exploded, address.exploded.upper()}

    assert {is_public(parse_address(spelling)) for spelling in spellings} == {is_public(address)}


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1",
        "2a00:1450::1",
        "2001:200::1",
        "2001:4860::8888",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
    ],
)
def test_a_public_address_is_public(address):
    assert is_public(ip_address(address))


def test_an_address_of_one_link_is_never_public():
    assert not is_public(IPv6Address("2606:4700::1%eth0"))


def test_ipv4_in_an_ipv6_spelling_is_connected_to_as_ipv4():
    assert parse_address("::ffff:8.8.8.8") == IPv4Address("8.8.8.8")
