"""Programs out of Debian's packages, unpacked into a folder: nothing is installed on this machine."""

import shutil
import subprocess
from pathlib import Path


class NotHere(Exception):
    """What this machine lacks."""


def unpacked(folder: Path, *packages: str) -> dict[str, str]:
    """Downloads packages and unpacks them into ``folder/root``; their versions by name."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise NotHere("Debian's apt-get and dpkg are needed.")
    folder.mkdir(parents=True, exist_ok=True)
    _do(folder, "apt-get", "download", *packages)
    versions = {}
    for file in folder.glob("*.deb"):
        _do(folder, "dpkg", "-x", str(file), "root")
        name, version = _do(folder, "dpkg-deb", "-f", str(file), "Package", "Version").split("\n")[:2]
        versions[name.removeprefix("Package: ")] = version.removeprefix("Version: ")
    return versions


def _do(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise NotHere(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")
    return done.stdout
