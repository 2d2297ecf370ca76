"""`assembler doctor`: what is there, what lacks, and the command for this system."""

from __future__ import annotations

import builtins
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assembler import __version__, resources
from assembler.cli import doctor
from assembler.cli.doctor import LIBREOFFICE, PANGO
from assembler.packages import INSTALL, SCRIPTS, install_command
from tests.unit.cli.conftest import Call, Ending

Programs = Callable[..., None]


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Makes as if these programs, and no others, were on the path."""

    def there(*names: str) -> None:
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in names else None)

    return there


@pytest.fixture(autouse=True)
def _fresh() -> None:
    doctor._fontconfig.cache_clear()


def _fonts(monkeypatch: pytest.MonkeyPatch, answer: Callable[..., str | None]) -> None:
    monkeypatch.setattr(doctor, "_fontconfig", answer)


def _bundled(*command: str) -> str | None:
    """Fontconfig on a machine with the bundled fonts and none for any other script."""
    if command[0] == "fc-match":
        return str(resources.fonts() / f"{command[-1].replace(' ', '')}-Regular.ttf")
    return "fontconfig version 2" if "--version" in command else ""


def _states(ending: Ending) -> dict[str, str]:
    return {row["name"]: row["state"] for row in ending.json["checks"]}


def test_this_machine_has_all_that_is_needed(call: Call) -> None:
    ending = call("doctor")

    assert ending.status == 0
    assert ending.err == ""
    assert __version__ in ending.out
    assert sys.executable in ending.out
    assert "with Pango 1." in ending.out
    assert "ok       Font Carlito" in ending.out
    assert ending.out.endswith("all that is needed is here\n")
    assert list(Path().iterdir()) == []


def test_json_is_one_object_in_the_form_of_every_command(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    _fonts(monkeypatch, _bundled)

    ending = call("doctor", "--message-format", "json")

    assert ending.status == 0
    assert set(ending.json) == {"diagnostics", "outputs", "checks"}
    assert ending.json["diagnostics"] == []
    assert all(set(row) == {"name", "state", "detail", "command"} for row in ending.json["checks"])
    assert {"Python", "WeasyPrint", "Output", "LibreOffice"} <= set(_states(ending))


def test_fonts_for_other_scripts_are_optional_and_each_has_its_command(
    call: Call, monkeypatch: pytest.MonkeyPatch, programs: Programs
) -> None:
    _fonts(monkeypatch, _bundled)
    programs("brew")

    ending = call("doctor", "--message-format", "json")

    assert ending.status == 0
    rows = {row["name"]: row for row in ending.json["checks"] if row["name"].startswith("Font for")}
    assert len(rows) == len(SCRIPTS) == 9
    assert {row["state"] for row in rows.values()} == {"optional"}
    assert rows["Font for Tamil"]["command"] == "brew install --cask font-noto-sans-tamil"
    assert rows["Font for Chinese, traditional"]["command"] == "brew install --cask font-noto-sans-cjk-tc"


def test_fonts_that_are_there_are_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def some(*command: str) -> str | None:
        return "Noto Sans Thai,Thai\nLoma\nGaruda\nLoma" if ":lang=th" in command else _bundled(*command)

    _fonts(monkeypatch, some)

    row = next(row for row in call("doctor", "--message-format", "json").json["checks"] if "Thai" in row["name"])

    assert (row["state"], row["detail"], row["command"]) == ("ok", "Garuda, Loma and 1 more", None)


@pytest.mark.parametrize(
    ("manager", "user", "pango", "libreoffice", "japanese"),
    [
        (
            "apt-get",
            1000,
            "sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0",
            "sudo apt-get install --no-install-recommends libreoffice-writer-nogui",
            "sudo apt-get install --no-install-recommends fonts-noto-cjk",
        ),
        (
            "apt-get",
            0,
            "apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0",
            "apt-get install --no-install-recommends libreoffice-writer-nogui",
            "apt-get install --no-install-recommends fonts-noto-cjk",
        ),
        (
            "dnf",
            1000,
            "sudo dnf install pango harfbuzz",
            "sudo dnf install libreoffice-writer",
            "sudo dnf install google-noto-sans-cjk-fonts",
        ),
        (
            "pacman",
            1000,
            "sudo pacman -S pango harfbuzz",
            "sudo pacman -S libreoffice-still",
            "sudo pacman -S noto-fonts-cjk",
        ),
        (
            "apk",
            1000,
            "sudo apk add pango harfbuzz-subset",
            "sudo apk add libreoffice-writer",
            "sudo apk add font-noto-cjk",
        ),
        (
            "brew",
            501,
            "brew install pango",
            "brew install --cask libreoffice",
            "brew install --cask font-noto-sans-cjk-jp",
        ),
    ],
)
def test_the_command_is_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
    programs: Programs,
    manager: str,
    user: int,
    pango: str,
    libreoffice: str,
    japanese: str,
) -> None:
    programs(manager)
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert install_command(PANGO) == pango
    assert install_command(LIBREOFFICE) == libreoffice
    assert install_command(SCRIPTS["Japanese"].packages) == japanese


def test_set_up_installs_by_the_same_commands() -> None:
    script = (Path(__file__).parents[3] / "scripts" / "setup.sh").read_text(encoding="utf-8")

    for names, manager in zip(PANGO, INSTALL, strict=True):
        line = next(line for line in script.splitlines() if line.strip().startswith(f"pango:{manager})"))
        assert names in line


def test_where_no_package_manager_is_known_packages_are_named(
    call: Call, monkeypatch: pytest.MonkeyPatch, programs: Programs
) -> None:
    _fonts(monkeypatch, lambda *_: None)
    programs()

    rows = {row["name"]: row for row in call("doctor", "--message-format", "json").json["checks"]}

    assert rows["LibreOffice"]["command"] is None
    assert (
        "in Debian it comes with libreoffice-writer-nogui, in Homebrew with libreoffice"
        in rows["LibreOffice"]["detail"]
    )
    assert rows["Fontconfig"]["state"] == "optional"
    assert not any(name.startswith("Font for") for name in rows)


def _failing_import(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    real: Any = builtins.__import__

    def imported(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise failure
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", imported)


@pytest.mark.parametrize(
    ("failure", "name", "command"),
    [
        (OSError("cannot load library 'libpango-1.0-0'"), "Pango", "libpangoft2-1.0-0"),
        (ImportError("No module named 'weasyprint'"), "WeasyPrint", "pip install 'weasyprint>=70'"),
    ],
)
def test_what_is_needed_and_lacks_is_an_error(
    call: Call, monkeypatch: pytest.MonkeyPatch, programs: Programs, failure: Exception, name: str, command: str
) -> None:
    programs("apt-get")
    _fonts(monkeypatch, _bundled)
    _failing_import(monkeypatch, failure)

    as_json, text = call("doctor", "--message-format", "json"), call("doctor")

    assert as_json.status == text.status == 1
    (found,) = as_json.json["diagnostics"]
    assert (found["severity"], found["code"]) == ("error", "native-library")
    assert str(failure) in found["message"]
    assert command in found["hint"]
    assert _states(as_json)[name] == "missing"
    assert text.out.endswith(f"missing: {name}\n")
    assert f"$ {found['hint']}\n" in text.out


def test_without_harfbuzz_subset_a_build_still_works(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import ffi  # noqa: PLC0415 - where it is missing, no other test should fail

    _fonts(monkeypatch, _bundled)
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)

    ending = call("doctor", "--message-format", "json")

    assert ending.status == 0
    assert _states(ending)["HarfBuzz-Subset"] == "optional"


def test_lost_and_replaced_fonts_are_told(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    shutil.copytree(resources.fonts(), fonts)
    (fonts / "Carlito-Bold.ttf").unlink()
    monkeypatch.setattr(resources, "fonts", lambda: fonts)
    _fonts(monkeypatch, lambda *command: "/else/LiberationSerif.ttf" if command[0] == "fc-match" else "")

    ending = call("doctor", "--message-format", "json")

    assert ending.status == 1
    (found,) = ending.json["diagnostics"]
    assert found["code"] == "file-not-found"
    assert "Carlito-Bold.ttf" in found["message"]
    assert _states(ending)["Font Carlito"] == "missing"
    assert _states(ending)["Font Liberation Serif"] == "optional"


@pytest.mark.parametrize("output", ["taken", "taken/below"])
def test_an_output_folder_that_cannot_be_written_is_an_error(
    call: Call, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    _fonts(monkeypatch, _bundled)
    Path("taken").touch()

    ending = call("doctor", "--output", output, "--message-format", "json")

    assert ending.status == 1
    assert [item["code"] for item in ending.json["diagnostics"]] == ["output-unwritable"]
