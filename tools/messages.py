"""The English catalogue: texts in the source are German, so English is the one to keep.

python tools/messages.py compile   what the server reads, from what people edit (quick)
python tools/messages.py update    collect new texts from the source (needs gettext)
python tools/messages.py check     fails where a text is missing, unclear or left over
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "planspiel" / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
# --no-location: line numbers would change the file with every edit elsewhere.
COLLECT = [
    sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-location", "--no-wrap",
    "--no-obsolete", "--extension", "html,py,txt", "--verbosity", "0",
    "--ignore", "node_modules", "--ignore", "var", "--ignore", ".venv*", "--ignore", "tests",
    "--ignore", "tools", "--ignore", "bench",
]  # fmt: skip


def compile_catalogues() -> None:
    """Write each .mo that is older than its .po."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


def update() -> None:
    """Collect texts into the catalogue; new ones are empty and wait for a translator."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(COLLECT, cwd=ROOT, check=True, env=os.environ | {"VAR": str(ROOT / "var")})


def check() -> list[str]:
    """What the catalogue lacks, one line each; the file itself stays as it is.

    Nothing where there is no catalogue yet: English is not offered then (planspiel/settings.py).
    """
    if not CATALOGUE.exists():
        return []
    before = CATALOGUE.read_bytes()
    try:
        update()
        wanted = polib.pofile(str(CATALOGUE))
    finally:
        CATALOGUE.write_bytes(before)
    known = {(e.msgctxt, e.msgid) for e in polib.pofile(before.decode())}
    left_over = known - {(e.msgctxt, e.msgid) for e in wanted}
    return (
        [f"nicht übersetzt: {e.msgid!r}" for e in wanted if not e.translated() and not e.fuzzy]
        + [f"unsicher: {e.msgid!r}" for e in wanted if e.fuzzy]
        + [f"nicht mehr gebraucht: {text!r}" for _, text in sorted(left_over, key=str)]
    )


def main() -> None:
    """Do what the command line names."""
    match sys.argv[1:]:
        case ["compile"]:
            compile_catalogues()
        case ["update"]:
            update()
            compile_catalogues()
        case ["check"]:
            if problems := check():
                sys.exit("\n".join([*problems[:40], f"{len(problems)} Texte, siehe make messages"]))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
