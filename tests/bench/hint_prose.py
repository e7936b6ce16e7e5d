"""Ordinary prose for the hints, never the same twice: what is remembered of a text would flatter the figure."""

import random
import re
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Final

_DOCS: Final = Path(__file__).parents[2] / "docs"
_NO_PROSE: Final = ("|", "#", "-", "<", "`", ">", "!")
LENGTH: Final = 1_000


def paragraphs(number: int, folder: Path = _DOCS) -> list[str]:
    """So many texts of 1,000 characters: sentences of the documentation, shuffled anew when they are used up."""
    sentences = _sentences(folder)
    if not sentences:
        raise FileNotFoundError(f"there is no prose in {folder}; run this from a checkout that has its documentation")
    shuffle = random.Random(7).shuffle
    made: list[str] = []
    text = ""
    for turn in count():
        shuffle(sentences)
        for sentence in sentences:
            # the turn makes it a sentence that was not read before
            text += sentence if not turn else f"{sentence[:-1]} (case {turn})."
            text += " "
            if len(text) >= LENGTH:
                made.append(text[:LENGTH])
                text = ""
                if len(made) == number:
                    return made
    return made


def _sentences(folder: Path) -> list[str]:
    found: list[str] = []
    for path in sorted(folder.rglob("*.md")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for part in text.split("\n\n"):
            if not part.startswith(_NO_PROSE):
                found += re.split(r"(?<=[.!?])\s+", " ".join(part.split()))
    return [sentence for sentence in found if 20 < len(sentence) < 400]


def loading() -> float:
    """Seconds of processor time to load the rules, in a process of its own."""
    code = (
        "import time; from core.domain.blameless import default_rules; since = time.process_time(); default_rules();"
        " print(time.process_time() - since)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout)
