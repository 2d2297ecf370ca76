"""Portals: a text that names one which its program does not use. For the checks of an address.

The portals and where they are used: ERAS (AAMC) and ResidencyCAS in the United States, SF Match, CaRMS in Canada, and
Oriel, Trac and NHS Jobs in the United Kingdom. ERAS is also Enhanced Recovery After Surgery, a protocol, and Oriel a
college; such names count only in words about applying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assembler.checks.address.readers import heard, of_program
from assembler.checks.lazy import Either, Lazy
from assembler.checks.subject import Subject
from assembler.diagnostics import Diagnostic, warning

_THROUGH = r"\b(?i:through|via|on|onto|in|into|to|from|by|using|over|über)(?: the| my| your)? "
_FORMS = (
    r"(?= ?(?:accounts?|applications?|applicants?|cycles?|documents? office|fellowship documents|forms?|IDs?|letters?"
    r"|LoRPs?|portals?|seasons?|tokens?|uploads?|websites?|jobs?|recruitment|systems?|windows?|opens|closes)\b)"
)
_OF_ORIEL = (
    r"(?= (?:deadline|interviews?|invitations?|longlist\w*|offers?|preferenc\w+|profile|ranking|ranks?|round"
    r"|scores?|scoring|self[- ]?assess\w+|shortlist\w*|submission|vacanc\w+)\b)"
)
"""What the national recruitment of the United Kingdom has in Oriel: no trust gives a score of self-assessment."""

_NOT_A_WARD = r"(?! (?:audits?|care|leads?|nurses?|pathways?|programs?|programmes?|protocols?|society|teams?|wards?)\b)"


class Portal(NamedTuple):
    """A portal: how it is named in a text and in a program's file, under which rules it stands unnamed, and where."""

    said: Either
    named: Either
    rules: str
    countries: frozenset[str]


_US = frozenset(("united states", "united states of america", "usa", "us", "u.s.", "u.s.a.", "puerto rico"))
_CANADA = frozenset(("canada",))
_UK = frozenset(("united kingdom", "uk", "great britain", "england", "scotland", "wales", "northern ireland"))


def _portal(said: str, named: str, rules: str, countries: frozenset[str]) -> Portal:
    return Portal(Either(said), Either(named, flags=re.IGNORECASE), rules, countries)


PORTALS = (
    _portal(rf"\bMyERAS\b|{_THROUGH}(?P<a>ERAS)\b{_NOT_A_WARD}|\bERAS\b{_FORMS}", r"\b(?:My)?ERAS\b", "eras", _US),
    _portal(r"\bSF ?Match\b|\bSan Francisco Match\b", r"\bSF[ -]?Match\b|\bSan Francisco Match\b", "", _US | _CANADA),
    _portal(r"\bC[Aa]RMS\b", r"\bCaRMS\b", "carms", _CANADA),
    _portal(r"\bResidency ?CAS\b", r"\bResidency ?CAS\b", "", _US),
    _portal(r"\bCentralApp\b", r"\bCentralApp\b", "", _US),
    _portal(
        rf"{_THROUGH}(?P<a>O(?:riel|RIEL))\b(?! (?!I\b)[A-Z])|\bOriel(?:{_FORMS}|{_OF_ORIEL})", r"\boriel\b", "", _UK
    ),
    _portal(rf"{_THROUGH}(?P<a>T(?:rac|RAC))\b(?! (?!I\b)[A-Z])|\bTrac{_FORMS}", r"\btrac\b", "uk-trust", _UK),
    _portal(r"\bNHS Jobs\b", r"\bNHS[ -]Jobs\b", "uk-trust", _UK),
)

_PROTOCOL = Lazy(
    r"\b(?:enhanced|recovery|surg\w+|protocols?|pathways?|bundles?|colorectal|arthroplast\w+|perioperative\w*"
    r"|compliance|audit\w*|patients?|guidelines?|carbohydrate|mobili[sz]ation|application of)\b",
    re.IGNORECASE,
)
"""Words around ERAS where it is the protocol."""

_APPLYING = Lazy(
    r"\b(?:AAMC|NRMP|USMLE|appl(?:y|ying|ied|ication|ications|icants?)|submi\w+|upload\w*|portals?|tokens?"
    r"|letters?|transcripts?|documents|statements?|references?|referees?|certif(?:y|ied)|opens|closes|photo(?:graph)?"
    r"|seasons?|cycles?|the Match|bewerb\w*)\b",
    re.IGNORECASE,
)
"""Words around it where it is the portal."""

_AROUND = 80


def wrong_portal(subject: Subject) -> Iterator[Diagnostic]:
    """The name of a portal that a program which reads the text does not use."""
    used = {name: _used(subject, name) for name in subject.programs}
    for one in heard(subject):
        text = one.passage.text
        for at, portal in enumerate(PORTALS):
            for found in portal.said.finditer(text):
                start, end = found.span("a" if found.groupdict().get("a") else 0)
                if at == 0 and not _is_portal(text, start, end):
                    continue
                if any(at not in used[reader] for reader in one.readers):
                    yield warning(
                        "wrong-portal",
                        f"'{text[start:end]}' is a portal that this program does not use",
                        one.passage.mark(start, end),
                        "name the portal that the program's file names under 'portal' or 'apply', or none",
                    )


def _is_portal(text: str, start: int, end: int) -> bool:
    """Whether ERAS means the portal, by the words around it."""
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return text[start:end] == "MyERAS" or (_PROTOCOL.search(around) is None and _APPLYING.search(around) is not None)


_SAY_HOW = re.compile(r"portal|apply|name|url|department|extras/.*|letters/(?:route|send_to)")
"""What of a program's file tells how to apply; a portal named there is none of the wrong ones."""


def _used(subject: Subject, program: str) -> frozenset[int]:
    """The portals, by their place in the table, that the file of `program` names, else those of its rules.

    Where the file does not say how to apply, all that are used in its country.
    """
    told = [one for one in of_program(subject, program, own_words=False) if _SAY_HOW.fullmatch(one.where)]
    named = {at for at, portal in enumerate(PORTALS) if any(portal.named.search(one.text) for one in told)}
    one = subject.programs[program]
    ruled = {at for at, portal in enumerate(PORTALS) if one.portal and one.portal == portal.rules}
    if named.isdisjoint(ruled):
        named |= ruled
    if not named and all(text.where not in ("portal", "apply") for text in told):
        named = {at for at, portal in enumerate(PORTALS) if one.country.casefold() in portal.countries}
    return frozenset(named)
