#!/usr/bin/env bash
# typst 0.15.2 (the Python package of the typesetter): a Compiler that was made from bytes cannot be used again once a
# compile() has raised (nor once it has not: it compiles once). The second call does not report the document's own error any more: it says that a file
# "__typst_py_bytes__.typ" is not found in the working folder. A Compiler made anew works.
#
# What one would guess: compile() raises the document's own error each time.
# What happens: it does so once; from then on the error is about a file that nobody named.
#
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2
cd "$folder"
venv/bin/python - <<'PYTHON'
import typst

SOURCE = b'#if sys.inputs.at("good", default: "no") == "no" { panic("bad inputs") }\nText'


fresh = typst.Compiler(SOURCE, sys_inputs={"good": "yes"})
broken = typst.Compiler(SOURCE)
results = []
for name, compiler in (("good inputs, first call", fresh), ("bad inputs, first call", broken), ("bad inputs, second call", broken)):
    try:
        compiler.compile()
        result = "compiled"
    except Exception as error:
        result = str(error).replace("\n", " ")
    results.append(result)
    print(f"{name}: {result.split(' (searched')[0]}")
good, first, second = results
raise SystemExit(0 if good == "compiled" and "bad inputs" in first and "file not found" in second else 1)
PYTHON
