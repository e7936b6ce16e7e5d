"""The categories of hints: one list, to which a ninth can be added."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ADDED = """
from core.domain.blameless import check, with_team

RULES = '''
[[rule]]
id = "jargon"
category = "jargon"
message = "Nobody outside the team knows this word."
question = "What does a newcomer read here?"
patterns = ["[frobnicated]"]
flag = ["Ana frobnicated it."]
pass = ["It was restarted."]
'''
print([hint.category.value for hint in check("It was frobnicated.", None, (), with_team(RULES))])
"""


def test_a_category_that_is_added_gets_its_hints(tmp_path: Path) -> None:
    """One line in ``hint.py``, and a rule that uses it."""
    shutil.copytree(ROOT / "core/domain", tmp_path / "core/domain", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (ROOT / "core").iterdir():
        if path.name != "domain":
            (tmp_path / "core" / path.name).symlink_to(path)
    categories = tmp_path / "core/domain/blameless/hint.py"
    before = categories.read_text(encoding="utf-8")
    last = '    VAGUE_ACTION = "vague_action"\n'
    assert before.count(last) == 1
    categories.write_text(before.replace(last, last + '    JARGON = "jargon"\n'), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", ADDED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.stdout.strip() == "['jargon']", told.stderr[-2000:]
