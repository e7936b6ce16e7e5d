#!/usr/bin/env bash
# snowballstemmer 3.1.1 beside PyStemmer 2.2.0.3, which other packages of an environment bring.
#
# What one would guess: a pinned stemmer gives the same stems in every environment. Its description says that it hands over to
# PyStemmer where that is installed, and that the results "should" be 100 % compatible.
# What happens: installing PyStemmer changes the stems of ordinary words, because each package has the algorithm of its own
# release: "added", "internal", "interval", "emergency", "organization" and their other forms. Terms that were stored
# before are not found any more, though no import and no pinned version has changed.
#
# Looked for on 2026-12-01: the hand-over is documented, the differences are not; no issue names them. Importing the class
# of the language (snowballstemmer.english_stemmer.EnglishStemmer) stays with the pinned one.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
cat > stems.py <<'PYTHON'
import json

import snowballstemmer
from snowballstemmer.english_stemmer import EnglishStemmer

WORDS = ("added", "internal", "internals", "interval", "emergency", "organization", "disk", "alerts")
by_function, by_class = snowballstemmer.stemmer("english"), EnglishStemmer()
print(json.dumps([[by_function.stemWord(word) for word in WORDS], [by_class.stemWord(word) for word in WORDS]]))
PYTHON
venv/bin/pip install --quiet --disable-pip-version-check snowballstemmer==3.1.1
venv/bin/python stems.py > before.json
venv/bin/pip install --quiet --disable-pip-version-check PyStemmer==2.2.0.3
venv/bin/python stems.py > after.json
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

(before, before_class), (after, after_class) = (json.loads(Path(f"{name}.json").read_text()) for name in ("before", "after"))
print("snowballstemmer alone:    ", *before)
print("with PyStemmer installed: ", *after)
as_described = (
    before == ["add", "internal", "internal", "interval", "emergenc", "organiz", "disk", "alert"]
    and after == ["ad", "intern", "intern", "interv", "emerg", "organ", "disk", "alert"]
    and before_class == after_class == before
)
raise SystemExit(0 if as_described else 1)
PYTHON
