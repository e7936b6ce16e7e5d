#!/usr/bin/env bash
# webvtt-py 0.6.0 (captions and transcripts of calls, WebVTT, for Python): a caption in which two people speak, each in a voice span.
#
# What one would guess: `voice` is nothing when there are two, or the text keeps who said what.
# What happens: `voice` is the first speaker and `text` holds the words of both without a name, so that the second person's answer
# is the first one's. Nothing tells it. Captions of calls put two lines into one where people speak in quick turn.
# pycaption 2.3.14 keeps a name at each line.
#
# Looked for on 2026-12-01: in no issue found.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install webvtt-py==0.6.0 pycaption==2.3.14 2>/dev/null
cat > read.py <<'PYTHON'
import io
import sys

import pycaption
import webvtt

TRANSCRIPT = """WEBVTT

00:41:03.100 --> 00:41:06.000
<v Ben>Shall we roll back?</v>
<v Ana>No, wait.</v>
"""
caption = next(iter(webvtt.from_buffer(io.StringIO(TRANSCRIPT))))
other = pycaption.WebVTTReader().read(TRANSCRIPT).get_captions("en-US")[0].get_text()
print(f"webvtt-py: {caption.voice} says {caption.text!r}")
print(f"pycaption: {other!r}")
right = (caption.voice, caption.text) == ("Ben", "Shall we roll back?\nNo, wait.") and "Ana" in other
sys.exit(0 if right else 1)
PYTHON
venv/bin/python read.py
