"""Which IP addresses belong to the public internet. Pure: nothing is looked up.

Python's ``is_global`` alone does not do: it lets IPv4-compatible, 6to4, NAT64 and site-local forms of private
addresses through, and what it knows depends on Python's patch release.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address

#: https://www.iana.org/assignments/iana-ipv4-special-registry, all that a web site cannot have.
_NOT_PUBLIC_4 = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by a carrier's customers; clouds put internal services there
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # public by number, but inside Azure it is the host's own service
    )
]
#: All that is in use of the public IPv6 internet; what is not handed out belongs to nobody.
_PUBLIC_6 = ip_network("2000::/3")
#: https://www.iana.org/assignments/iana-ipv6-special-registry, inside the block above.
_NOT_PUBLIC_6 = [
    ip_network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise, given up in 2015
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
#: On a network without IPv4, the resolver spells public IPv4 addresses so (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


def parse_address(text: str) -> IPAddress:
    """An address as a resolver or an URL spells it; IPv4 in an IPv6 spelling is IPv4.

    Raises:
        ValueError: not an address.
    """
    address = ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def is_public(address: IPAddress) -> bool:
    """Whether a web site can have ``address``."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:  # "%eth0": an address of one link
            return False
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        return address in _PUBLIC_6 and not any(address in block for block in _NOT_PUBLIC_6)
    return not any(address in block for block in _NOT_PUBLIC_4)
