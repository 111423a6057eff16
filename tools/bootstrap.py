"""Set up everything the project needs in its own folder: Python packages and front-end packages.

Run by whatever ``python3`` the machine has (3.6 or newer), so it uses the standard library alone.
A second run finds its stamps and is done in a moment.

    python3 tools/bootstrap.py [--venv .venv] [--group base|test]
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEST, LEAST, NEWEST = (3, 12), (3, 11), (3, 14)
PROBE = (
    "import sys, platform, venv, ensurepip, ssl, sqlite3; "
    "print(platform.python_implementation(), sys.version_info.releaselevel, "
    "*sys.version_info[:3])"
)
NO_PYTHON = """\
Es wurde kein passendes Python gefunden. Gebraucht wird CPython {least} bis {newest} mit den Modulen
venv, ssl und sqlite3. Unter Debian und Ubuntu: sudo apt-get install python3 python3-venv
No suitable Python found: CPython {least} to {newest} with venv, ssl and sqlite3 is needed."""
NO_NPM = """\
Es fehlt npm (Node.js 18 oder neuer). Unter Debian und Ubuntu: sudo apt-get install npm
npm (Node.js 18 or newer) is missing."""


def stop(sentence):
    """End with a plain sentence instead of a traceback."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def candidates():
    """Paths of every python3 on PATH and under pyenv; the same file once."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    if pyenv.is_dir():
        folders += [str(version / "bin") for version in pyenv.iterdir()]
    names = ["python3"] + ["python3.{}".format(minor) for minor in range(LEAST[1], NEWEST[1] + 1)]
    seen = set()
    for folder in folders:
        for name in names:
            path = Path(folder) / name
            if path.is_file() and os.access(str(path), os.X_OK):
                # A venv's python is a link to the real one but has packages of its own; pyenv's
                # shims are one script for all versions, told apart by their name.
                key = (str(path.resolve()), name)
                if key not in seen:
                    seen.add(key)
                    yield path


def version_of(path):
    """(major, minor, patch) of a usable CPython, else None."""
    try:
        answer = subprocess.run(
            [str(path), "-c", PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = answer.stdout.decode().split()
    if answer.returncode or words[:2] != ["CPython", "final"]:
        return None
    version = tuple(int(word) for word in words[2:])
    return version if LEAST <= version[:2] <= NEWEST else None


def choose_python():
    """The newest CPython from 3.12 on; 3.11 where there is none."""
    found = [(version_of(path), path) for path in candidates()]
    fitting = sorted(((v, str(p)) for v, p in found if v), reverse=True)
    if not fitting:
        stop(NO_PYTHON.format(least=dotted(LEAST), newest=dotted(NEWEST)))
    version, path = fitting[0]
    if version[:2] < BEST:
        print("Python {} gefunden; {} oder neuer wäre besser.".format(
            dotted(version), dotted(BEST)))  # fmt: skip
    return Path(path), version


def dotted(version):
    """3.12 for (3, 12)."""
    return ".".join(str(part) for part in version)


def digest(*files):
    """One hash over several files, for the stamps."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def is_done(stamp, wanted):
    """True where the last run installed exactly this."""
    return stamp.is_file() and stamp.read_text() == wanted


def run(command, **options):
    """Run a command in the project folder; its own message tells what went wrong."""
    code = subprocess.call([str(part) for part in command], cwd=str(ROOT), **options)
    if code:
        stop("Abgebrochen: {} (Status {})".format(" ".join(map(str, command)), code))


def works(python):
    """True where the environment's interpreter still runs (the system's may have moved on)."""
    return python.exists() and version_of(python) is not None


def install_python(venv, group):
    """The environment ``venv`` with the locked packages of ``group``."""
    python = venv / "bin" / "python"
    lock = ROOT / "requirements" / (group + ".txt")
    stamp = venv / ("planspiel-" + group + ".stamp")
    wanted = digest(lock)
    if works(python) and is_done(stamp, wanted):
        return
    if not works(python):
        interpreter, version = choose_python()
        print("Umgebung {} mit Python {}".format(venv.name, dotted(version)))
        run([interpreter, "-m", "venv", "--clear", venv])
    if subprocess.call([str(python), "-m", "pip", "--version"], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL):  # fmt: skip
        run([python, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
    print("Python-Pakete ({}) …".format(group))
    sys.stdout.flush()
    run([
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--require-hashes", "--only-binary", ":all:", "-r", lock,
    ])  # fmt: skip
    stamp.write_text(wanted)


def install_node():
    """``node_modules`` exactly as locked; scripts of packages are not run."""
    stamp = ROOT / "node_modules" / "planspiel.stamp"
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if is_done(stamp, wanted):
        return
    print("Pakete der Oberfläche …")
    sys.stdout.flush()
    try:
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    except OSError:
        stop(NO_NPM)
    stamp.write_text(wanted)


def main():
    """Set up what the command line names."""
    parser = argparse.ArgumentParser(description="Set up the project's own environment.")
    parser.add_argument("--venv", default=".venv")
    parser.add_argument("--group", choices=["base", "test"], default="base")
    options = parser.parse_args()
    install_python((ROOT / options.venv).absolute(), options.group)
    install_node()


if __name__ == "__main__":
    main()
