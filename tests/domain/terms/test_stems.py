"""Stems: the same in every environment, since stored terms are looked for with them."""

import subprocess
import sys
from pathlib import Path

from core.domain.terms.stems import stem_of

ROOT = Path(__file__).parents[3]
ANOTHER_STEMMER = """
def algorithms():
    return ["english"]

class Stemmer:
    def __init__(self, language):
        pass

    def stemWord(self, word):
        return "another"
"""


def test_a_word_and_its_forms_have_one_stem() -> None:
    """As the pinned release has them; releases before 3 say "intern" and "ad"."""
    assert {stem_of(word) for word in ("internal", "internals", "internally")} == {"internal"}
    assert {stem_of(word) for word in ("added", "adding", "adds")} == {"add"}


def test_a_stemmer_that_another_package_brought_changes_nothing(tmp_path: Path) -> None:
    """snowballstemmer 3.1 hands over to PyStemmer where that is installed, in whichever release (findings/)."""
    (tmp_path / "Stemmer.py").write_text(ANOTHER_STEMMER)
    source = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]\n"
        "import Stemmer\n"
        "from core.domain.terms.stems import stem_of\n"
        "print(stem_of('internals'), stem_of('alerts'))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["internal", "alert"]
