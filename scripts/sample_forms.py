"""Draws the letter request forms of sample-pain anew: invented ones, in the manner of those that MyERAS makes.

Usage: python -m scripts.sample_forms
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from assembler import resources
from assembler.house import load_house
from assembler.loading import load_applicant, load_letters

PROFILE = Path("profiles/sample-pain")

_STYLE = """
@page { size: letter; margin: 22mm 20mm }
body { font: 10.5pt/1.4 Carlito }
h1 { font-size: 15pt; margin: 0 0 1mm }
.specimen { color: #8a1c1c; font-weight: bold; margin: 0 0 6mm }
table { border-collapse: collapse; width: 100%; margin: 0 0 6mm }
th { text-align: left; width: 45mm; font-weight: normal; color: #444 }
th, td { border: 0.5pt solid #888; padding: 2mm 3mm }
ol { padding-left: 6mm }
li { margin-bottom: 1.5mm }
"""

_STEPS = (
    "Open the Letter Writer Portal and sign in, or go on as a guest from the link in the request.",
    "Enter the Letter ID above. It can be used once, for this letter alone.",
    "Upload the letter as a PDF of at most 1 MB, without encryption, password or digital signature.",
    "Wait for the confirmation by e-mail. Only the author, or whom the author names, uploads a letter.",
)


def page(applicant: str, aamc: str, author: str, letter_id: str) -> str:
    """The form of one letter as HTML."""
    rows = {
        "Applicant": applicant,
        "AAMC ID": aamc,
        "Author of the letter": author,
        "Letter ID": letter_id,
        "Specialty": "Pain Medicine",
        "Waiver": "The applicant has waived the right to see this letter.",
    }
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows.items())
    steps = "".join(f"<li>{escape(step)}</li>" for step in _STEPS)
    return (
        f"<html lang=en><title>Letter request form</title><h1>Letter request form</h1>"
        "<p class=specimen>Specimen of an invented applicant; not a form of the AAMC.</p>"
        f"<table>{table}</table><p>For the author:</p><ol>{steps}</ol></html>"
    )


def main() -> None:
    """Draw the form of each letter that names one."""
    # Read when the layout engine is first imported: the bundled fonts before any of the machine.
    os.environ["FONTCONFIG_FILE"] = str(resources.fonts() / "fonts.conf")
    from assembler.writers.weasy import lay_out  # noqa: PLC0415 - as above

    house, _ = load_house((resources.templates(),))
    # What the letters name need not be there yet.
    applicant, _ = load_applicant(PROFILE, house)
    if applicant is None:
        raise SystemExit("mend the errors of sample-pain first: assembler check sample-pain")
    profile = applicant.profile
    aamc = next(one.value for one in profile.identifiers if one.scheme == "AAMC")
    names = {one.id: one.name for one in profile.referees}
    letters, _, _ = load_letters(PROFILE)
    for letter in letters.letters:
        if letter.form and letter.letter_id:
            html = page(f"{profile.name.given} {profile.name.family}", aamc, names[letter.referee], letter.letter_id)
            (PROFILE / letter.form).write_bytes(lay_out(html, _STYLE, {}, letter.letter_id.encode()).data)


if __name__ == "__main__":
    main()
