"""Addresses: whether a text is one e-mail address, and how the network writes it."""

from __future__ import annotations

import re

_LONGEST = 254
_PLAIN = re.compile(r"[\w+'-]+(?:\.[\w+'-]+)*@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", re.ASCII | re.IGNORECASE)
"""What nearly all addresses look like; these are known without the library that knows all others."""

_NEVER = frozenset(' "(),:;<>[]\\')
"""What an address holds only within quotes, if at all: else a list, a name or a remark stands beside it."""


def address_of(text: str) -> str | None:
    """The address that `text` is, its domain as the network has it; None where it is none, or not one alone.

    In front of the `@` only ASCII will do: few servers take other letters there.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return text if len(text) <= _LONGEST else None
    from email.errors import MessageError  # noqa: PLC0415 - slow to load, and seldom needed
    from email.headerregistry import Address  # noqa: PLC0415

    local, _, domain = text.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
        Address(addr_spec=address)
    except (ValueError, MessageError, IndexError):
        return None
    usual = local and domain and address.isascii() and address.isprintable() and not _NEVER.intersection(address)
    return address if usual and len(address) <= _LONGEST else None
