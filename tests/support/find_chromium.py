"""Finds the Chromium that the browser tests drive, starts it to be sure, and installs what is missing.

Order: ``DEBRIEF_CHROMIUM``, the system's own, Playwright's download. A browser that lies there may lack a library, and
so may the Node that Playwright brings; so both are started. ``python -m tests.support.find_chromium --install`` gets
what is missing: from Debian's packages as root, else from Playwright. It exits 1 with the words of whatever failed and
the command that helps.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path

# The headless shell first: the same engine without the frame of a window, at a fifth less processor time a page.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# What Debian calls the library that Playwright's own Node needs, and the browser with all of its libraries. Older
# distributions have no package of the headless shell alone.
NODE_LIBRARY, SHELL, BROWSER = "libatomic1", "chromium-headless-shell", "chromium"
HELP = f"""\
The tests with browsers need a Chromium and what Playwright's own Node is linked with. As administrator:
  apt-get install {NODE_LIBRARY} {SHELL}
(where there is no such package, `{BROWSER}`), or name a browser in DEBRIEF_CHROMIUM. `make unit` needs none.
"""
# A third of what a window costs is a page of the browser's own behind its address line. Chromium obeys the last list
# of features, so Playwright's stands here too.
FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *(
        "HttpsFirstBalancedModeAutoEnable",
        "LensOverlay",
        "MediaRouter",
        "PaintHolding",
        "ThirdPartyStoragePartitioning",
    ),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn"),
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
ARGS = (
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)
# Both halves as the tests use them: Playwright's driver, and the browser that it drives.
TRIAL = """\
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path=sys.argv[1], args=sys.argv[2:], timeout=90_000)
    browser.new_page().goto("about:blank")
    browser.close()
"""
TRIAL_SECONDS = 150
INSTALL_SECONDS = 900
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,9}m")

Say = Callable[[str], object]


def find() -> str | None:
    """Path of a Chromium, or None. Nothing is started."""
    named = os.environ.get("DEBRIEF_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _of_playwright()


def _of_playwright() -> str | None:
    root = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    patterns = (
        "chromium_headless_shell-*/*/*headless?shell",
        "chromium-*/chrome-linux*/chrome",
        "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    )
    return next((str(p) for pattern in patterns for p in sorted(root.glob(pattern), reverse=True)), None)


def trouble_with(browser: str | None) -> str:
    """Why no page could be opened with it; empty when one was."""
    if browser is None:
        named = os.environ.get("DEBRIEF_CHROMIUM")
        return f"DEBRIEF_CHROMIUM names {named}, which is not there." if named else "No Chromium was found."
    # The driver's own first words: Playwright waits for a Node that cannot start, and says something else.
    node = driver()
    return _run([*node, "--version"], TRIAL_SECONDS) or _run(
        [sys.executable, "-c", TRIAL, browser, *ARGS], TRIAL_SECONDS
    )


def driver() -> tuple[str, str]:
    """Playwright's Node and the program that it runs."""
    from playwright._impl._driver import compute_driver_executable

    node, program = compute_driver_executable()
    return str(node), str(program)


def _run(command: Sequence[str], seconds: float) -> str:
    """What a command said when it failed, or that it did not end in time; empty when all was well."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"`{_short(command)}` was not ready within {seconds:.0f} s."
    except OSError as error:
        return f"`{_short(command)}` could not be started: {error.strerror}."
    if done.returncode == 0:
        return ""
    text = _COLOUR.sub("", f"{done.stdout}{done.stderr}").strip()
    return text or f"`{_short(command)}` ended with {done.returncode} and said nothing."


def _short(command: Sequence[str]) -> str:
    """As one would type it; a program that stands in the line is left out."""
    shown = takewhile(lambda word: "\n" not in word, [Path(command[0]).name, *command[1:]])
    return " ".join(shown)


def ways() -> list[list[list[str]]]:
    """How to get a browser here: ways to try one after the other, each some commands."""
    ours = [sys.executable, "-m", "playwright", "install"]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return [[[*ours, "chromium"]]]
    packages = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    # A distribution without either package has Playwright's list of libraries.
    return [
        [["apt-get", "update", "-qq"], [*packages, NODE_LIBRARY, SHELL]],
        [[*packages, NODE_LIBRARY, BROWSER]],
        [[*packages, NODE_LIBRARY], [*ours, "--with-deps", "chromium"]],
    ]


def install(say: Say, trouble: str) -> str:
    """Try the ways, each bounded in time, until a browser starts. Returns what is still in the way."""
    for commands in ways():
        for command in commands:
            say(f"{trouble}\nTrying, for minutes perhaps: {_short(command)}\n")
            text = _run(command, INSTALL_SECONDS)
            if text:
                say(f"It did not work:\n{text}\n")
        trouble = trouble_with(find())
        if not trouble:
            break
    return trouble


def main() -> int:
    trouble = trouble_with(find())
    if trouble and "--install" in sys.argv and not os.environ.get("DEBRIEF_CHROMIUM"):
        trouble = install(sys.stderr.write, trouble)
    if trouble:
        sys.stderr.write(f"{trouble}\n\n{HELP}")
        return 1
    sys.stdout.write(f"Chromium: {find()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
