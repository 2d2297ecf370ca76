"""What every view says of the applicant and of the program."""

from __future__ import annotations

from collections.abc import Iterable

from assembler.names import full_name
from assembler.schema.person import Identifier
from assembler.schema.profile import Profile
from assembler.schema.program import Program
from assembler.schema.types import Audience
from assembler.views import Named, Person, ProgramFacts


def person(profile: Profile) -> Person:
    """The applicant's name in its own order, and the short form of the footer (`Haverkamp NR`)."""
    name = profile.name
    return Person(
        name=full_name(name.given, name.family, family_first=name.order == "family-first"),
        post_nominals=name.post_nominals,
        short=profile.own_names()[0],
        native=name.native,
        native_language=name.native_language,
    )


def facts(program: Program) -> ProgramFacts:
    """What documents say of `program`."""
    return ProgramFacts(
        name=program.name,
        institution=program.institution,
        short=program.short,
        city=program.city,
        country=program.country,
        department=program.department,
        director=program.director.name if program.director else None,
        salutation=(program.director.salutation or program.director.name) if program.director else None,
    )


def contact(profile: Profile, wanted: Iterable[str]) -> tuple[Named, ...]:
    """The contact details that are `wanted` and given, in that order."""
    given = profile.contact
    home = ", ".join(part for part in (given.city, given.country) if part)
    lines = {
        "email": [Named("email", given.email, f"mailto:{given.email}")],
        "phone": [Named("phone", given.phone, "tel:" + given.phone.replace(" ", ""))] if given.phone else [],
        "city": [Named("city", home)] if home else [],
        "address": [Named("address", given.address)] if given.address else [],
        "links": [Named(link.label, link.url.split("://", 1)[1].rstrip("/"), link.url) for link in profile.links],
    }
    return tuple(named for field in wanted for named in lines[field])


def identifiers(profile: Profile, schemes: Iterable[str], audience: Audience) -> tuple[Named, ...]:
    """The identifiers of these schemes that are released to `audience`, in the order of `schemes`."""
    return tuple(Named(item.scheme, item.value) for item in released(profile, schemes, audience))


def released(profile: Profile, schemes: Iterable[str], audience: Audience) -> list[Identifier]:
    """The entries of `profile` behind `identifiers`."""
    return [
        item
        for scheme in dict.fromkeys(scheme.casefold() for scheme in schemes)
        for item in profile.identifiers
        if item.scheme.casefold() == scheme and audience in item.share_with and not item.private
    ]
