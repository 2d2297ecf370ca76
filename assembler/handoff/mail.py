"""Mail drafts: a Document with its attachments as an .eml file that a mail program opens, ready to be read and sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote

from assembler.addresses import address_of
from assembler.document import Document
from assembler.handoff.html import to_html
from assembler.writers.text import pasted

_MIXED, _ALTERNATIVE = "=_mixed", "=_alternative"
"""What parts the parts. Fixed, so that the same mail is the same bytes; neither base64 nor quoted-printable, in which
all parts are written, can hold `=_`.
"""

_LINE = 76
"""The most characters of a header's line."""

_LONGEST_WORD = 60
"""The most characters of a word that stands in a header as it is: lines are only folded between words."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sends or gets a mail."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; `media_type` as in `application/pdf`."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: the title of `document` is its subject, the rest its text."""

    document: Document
    sender: Party | None = None
    recipient: Party | None = None
    attachments: tuple[Attachment, ...] = ()


def draft(mail: Mail) -> bytes:
    """The draft of `mail`: the same text plain and as HTML, with CRLF line ends as the standard wants them.

    It says who it is to and from only by addresses that are given and are such. It bears no date, no number and no
    name of a machine or user: the program that sends it writes these.
    """
    return b"".join(f"{line}\r\n".encode("ascii") for line in _headers(mail)) + _body(mail)


def _headers(mail: Mail) -> Iterator[str]:
    # Outlook and Thunderbird open what bears this for editing, not for reading.
    yield "X-Unsent: 1"
    for field, party in (("From", mail.sender), ("To", mail.recipient)):
        if party and (address := address_of(party.email)):
            name = _encoded(field, _one_line(party.name), quoted=True)
            room = _LINE - len(name.rpartition("\n")[2])
            yield name + (" " if len(address) + 3 <= room else "\r\n ") + f"<{address}>"
    yield _encoded("Subject", _one_line(mail.document.title))


def _encoded(field: str, text: str, *, quoted: bool = False) -> str:
    """The header of `text` in ASCII, folded: as it is where it can be, else in encoded words (RFC 2047).

    `Header` and not `EmailMessage` writes it: that one, in Python 3.11, drops spaces between encoded words.
    """
    plain = text.isascii() and "=?" not in text and all(len(word) <= _LONGEST_WORD for word in text.split())
    charset = "us-ascii" if plain else "utf-8"
    value = f'"{quote(text)}"' if plain and quoted and text else text
    return f"{field}: " + Header(value, charset, _LINE, field).encode(linesep="\r\n")


def _body(mail: Mail) -> bytes:
    document = mail.document
    message = EmailMessage(policy=SMTP)
    message.set_content(f"{pasted(document.blocks, document.paste)}\n", cte="quoted-printable")
    message.add_alternative(to_html(document), subtype="html", cte="quoted-printable")
    message.set_boundary(_ALTERNATIVE)
    for half in message.iter_parts():
        half["Content-Language"] = document.language
    if mail.attachments:
        message.make_mixed(boundary=_MIXED)
    for one in mail.attachments:
        maintype, subtype = one.media_type.split("/", 1)
        name = _NO_NAME.sub("-", _one_line(one.name))
        params = {"charset": "utf-8"} if maintype == "text" else {}
        message.add_attachment(one.data, maintype, subtype, cte="base64", filename=name, params=params)
    for part in message.walk():
        if part is not message:
            # The library repeats it in each part.
            del part["MIME-Version"]
    return message.as_bytes()


_NO_NAME = re.compile(r'[<>:;"/\\|?*]')
"""What no file can be called by everywhere; slashes would be read as folders, a semicolon as the name's end."""


def _one_line(text: str) -> str:
    """`text` as a header can hold it: no control characters, white space folded, so that no line can begin in it.

    The space between words is a plain one: the search of mail programs does not find names with another.
    """
    return " ".join("".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cc").split())
