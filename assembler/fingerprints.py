"""Fingerprints: what a document's bytes depend on, part by part, so that a build can tell what changed and say what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.cutting import cuttable
from assembler.material import Material
from assembler.measuring import paste_of
from assembler.tasks import Task
from assembler.views import View, plain

_SHORT = 8
"""Hexadecimal digits of a part's hash. They tell which part changed; whether any did is told by one hash over all."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What one document on one date is made of. `whole` is a hash over all of it; `parts` short hashes by name.

    A part is an entry by its ref, a field of the view, or something beside the view: `theme`, `templates`, `tool`.
    `size` is how many characters all of it has.
    """

    whole: str
    parts: Mapping[str, str]
    size: int


def fingerprint(
    task: Task, view: View, material: Material, house: Mapping[str, str], attached: Mapping[str, bytes]
) -> Fingerprint:
    """The fingerprint of `task` with its `view`; `house` are hashes of what is the same for all documents.

    `attached` are the files that go with it, by path.
    """
    whole: dict[str, Any] = dict(house)
    _split("", plain(view), whole)
    whole["page limit"] = [task.pages, cuttable(view, task.cuts)]
    whole["theme"] = [task.theme, task.wide_dates]
    if task.parts:
        whole["paste"] = paste_of(task)
    for name, picture in material.shown(view).items():
        whole[f"picture {name}"] = _hash(picture.data)
    for path, data in attached.items():
        whole[path] = _hash(data)
    for one in task.enclosed:
        _split(f"{one.document}: ", plain(one.view(view.date)), whole)
        whole[f"{one.document}: theme"] = one.theme
    for name, form in task.forms:
        whole[f"form {name}"] = _hash(form.data)
    texts = {name: json.dumps(part, default=str, sort_keys=True) for name, part in sorted(whole.items())}
    parts = {name: _hash(text.encode())[:_SHORT] for name, text in texts.items()}
    text = json.dumps(texts)
    return Fingerprint(_hash(text.encode()), parts, len(text))


def _split(prefix: str, view: Mapping[str, Any], into: dict[str, Any]) -> None:
    """The fields of `view`, and each entry in them by its ref, `into` a flat mapping."""
    for name, value in view.items():
        into[prefix + name] = _without_entries(prefix, value, into)


def _without_entries(prefix: str, value: Any, into: dict[str, Any]) -> Any:
    """`value` with its ref in the place of each entry, which goes `into` the mapping."""
    if isinstance(value, Mapping):
        if isinstance(ref := value.get("ref"), str) and ref:
            # One entry may stand in several places, told differently.
            into.setdefault(prefix + ref, []).append(value)
            return ref
        return {name: _without_entries(prefix, one, into) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_entries(prefix, one, into) for one in value]
    return value


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> Sequence[str]:
    """What differs between the parts of two fingerprints, in words: `posts/registrar`, `tool`, `awards/best (gone)`."""
    told = [name if name in before else f"{name} (new)" for name in now if before.get(name) != now[name]]
    return [*told, *(f"{name} (gone)" for name in before if name not in now)]
