"""Where the programs of the stores and readers are, how they are fetched, and which of them this machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
KEPT = Path(os.environ.get("BATTLEKG_ENGINES") or HERE.parent.parent / ".venv" / "engines")
"""What is fetched is kept here; git ignores it."""

JAVA = KEPT / "java"
NODE = KEPT / "node"

DEBIAN: Final[Mapping[str, str]] = {
    "virtuoso-t": "virtuoso-opensource-7-bin",
    "rapper": "raptor2-utils",
    "java": "openjdk-17-jre-headless",
    "mvn": "maven",
}
"""The Debian package of each program of the system."""

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Oxigraph": ("oxigraph",),
    "Fuseki": ("java", "jena"),
    "Virtuoso": ("virtuoso-t",),
    "Comunica": ("node", "comunica"),
    "riot": ("java", "jena"),
    "rapper": ("rapper",),
}
"""What each store or reader needs; rdflib and pyoxigraph come with battlekg."""


def program(name: str) -> str | None:
    """Return the path of a program: beside the Python that runs, else that of the system."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def missing(product: str) -> list[str]:
    """Return what a store or reader needs and this machine does not have."""
    have = {
        "jena": any(JAVA.glob("jena-fuseki-main-*.jar")),
        "comunica": (NODE / "node_modules" / "@comunica").is_dir(),
    }
    return [name for name in NEEDS[product] if not (have[name] if name in have else program(name))]


def untested() -> dict[str, list[str]]:
    """Return the stores and readers that cannot be tested here, with what is missing."""
    return {product: lacking for product in NEEDS if (lacking := missing(product))}


def fetch(install: bool) -> None:
    """Fetch Jena by Maven and Comunica by npm; with ``install`` the packages of the system first."""
    if install:
        _system()
    if program("mvn") and program("java") and missing("Fuseki"):
        _run("Apache Jena", ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies",
                             f"-DoutputDirectory={JAVA}"], HERE)  # fmt: skip
    if program("npm") and program("node") and missing("Comunica"):
        NODE.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc", "comunica.mjs"):
            shutil.copy(HERE / name, NODE / name)
        _run("Comunica", ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], NODE)
    elif not missing("Comunica"):
        shutil.copy(HERE / "comunica.mjs", NODE / "comunica.mjs")


def _system() -> None:
    packages = [package for name, package in DEBIAN.items() if not program(name)]
    if not packages:
        return
    if not shutil.which("apt-get"):
        print(f"install by hand: {' '.join(packages)}", file=sys.stderr)
        return
    start = [] if os.geteuid() == 0 else ["sudo", "-n"]
    _run("package lists", [*start, "apt-get", "update", "-qq"], HERE)
    _run(", ".join(packages), [*start, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], HERE)


def _run(what: str, command: list[str], folder: Path) -> None:
    """Run a command; where it fails, what it fetches stays missing, and is named as untested."""
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        print(f"{what}: not fetched ({command[0]} ended with {done.returncode})", file=sys.stderr)
        print((done.stderr or done.stdout)[-2000:], file=sys.stderr)
    else:
        print(f"{what}: fetched in {seconds:.0f} s", file=sys.stderr)
