"""Every path, module, name and link in the documentation exists: a renaming that forgets the docs fails here."""

import ast
import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.cli.test_readme import code_of

ROOT = Path(__file__).parents[1]
FILES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "findings/README.md")
PAGES = sorted({*(ROOT / name for name in FILES), *(ROOT / "docs").rglob("*.md")})

# What begins like this is a path of this repository; what stands in front of it may be a command.
TOPS = ("core", "pages", "tests", "docs", "findings", "deploy", ".streamlit", ".ci")
PATH = re.compile(r"(?<![\w./-])(?:core|pages|tests|docs|findings|deploy|\.streamlit|\.ci)/[\w./*<>{}-]*")
MODULE = re.compile(r"(?<![\w./-])(?:core|pages|tests)(?:\.\w+)+")
FILE_NAME = re.compile(r"(?<![\w./<>-])\w+\.(?:py|ts|css|toml|typ|mjs|json|sql)(?![\w/.])")
LINK = re.compile(r"\]\(([^()\s]+)\)")

# Pages about the code, whose names are the code's.
ABOUT_CODE = [
    path
    for path in PAGES
    if path.parent.name == "decisions" or path.stem.isupper() or path.stem in ("architecture", "glossary", "release")
]
CODE_NAME = re.compile(r"[A-Z][a-z]\w*[a-z][A-Z]\w*|[a-z]\w*_\w+|[a-z]+[A-Z]\w+|[A-Z]+_[A-Z_]+")

# Files that a reader makes, has elsewhere, or that are named for what they are in general.
NOT_OURS = {"message.json", "hints.toml", "hints.json", "postmortem.json", "openapi.json"}


@cache
def _files() -> tuple[Path, ...]:
    """All files of the repository's folders, without what is built or installed."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for top in TOPS:
        for folder, inside, names in os.walk(ROOT / top):
            inside[:] = [name for name in inside if name not in ("node_modules", "__pycache__", "build")]
            found += [Path(folder, name) for name in names]
    return tuple(found)


@cache
def _words() -> frozenset[str]:
    """All words of the sources: a name that is in none of them is a name of nothing."""
    kinds = {".py", ".ts", ".toml", ".css", ".typ", ".json", ".mjs"}
    sources = [
        path for path in _files() if path.suffix in kinds and "dist" not in path.parts and path != Path(__file__)
    ]
    return frozenset(word for path in sources for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in _files())


def _exists(path: str) -> bool:
    """``core/x.py``, a folder, or a pattern such as ``core/export/*/writer.py``; ``<name>`` stands for any name."""
    path = re.sub(r"<\w+>", "*", path).rstrip("./")
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


def _module_exists(dotted: str) -> bool:
    """``core.a.b`` is a module or a package; ``core.a.b.name`` is a top-level name in it."""
    parts = dotted.split(".")
    place = ROOT
    for position, part in enumerate(parts):
        if (place / part).is_dir():
            place = place / part
            continue
        rest = parts[position:]
        file = place / f"{part}.py"
        if file.is_file():
            rest = parts[position + 1 :]
        else:
            file = place / "__init__.py"
        return not rest or (len(rest) == 1 and rest[0] in _top_level(file))
    return True


@cache
def _top_level(file: Path) -> frozenset[str]:
    if not file.is_file():
        return frozenset()
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                names.update(item.asname or item.name for item in imported)
    return frozenset(names)


def problems(text: str, place: Path = ROOT) -> list[str]:
    """What a page names and is not there. ``place`` is the folder of the page, for its links."""
    code = "\n".join(code_of(text))
    found = [path for path in PATH.findall(code) if not _exists(path)]
    found += [name for name in MODULE.findall(code) if not _module_exists(name)]
    found += [name for name in FILE_NAME.findall(code) if name not in _names() | NOT_OURS]
    links = [link.partition("#")[0] for link in LINK.findall(re.sub(r"`[^`\n]*`", "", text))]
    outside = ("http://", "https://", "mailto:")
    return found + [link for link in links if link and not link.startswith(outside) and not (place / link).exists()]


def unknown_names(text: str) -> list[str]:
    """Names of code (``CommitQueue``, ``run_command``, ``ChangeBus.publish``) that no source has."""
    spans = re.findall(r"`([\w.]+)(?:\(\))?`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    words = {word for span in spans for word in span.split(".") if CODE_NAME.fullmatch(word)}
    return sorted(words - _words())


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document: Path) -> None:
    """Paths, modules and file names in code, and links."""
    assert problems(document.read_text(encoding="utf-8"), document.parent) == []


@pytest.mark.parametrize("document", ABOUT_CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_name_of_code_is_one_that_a_source_has(document: Path) -> None:
    """Classes, functions and constants keep the name in the documents that they have in the code."""
    assert unknown_names(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "`core/live/no_such.py`",
        "`core/no_such_folder/`",
        "`core.domain.no_such`",
        "`core.domain.permissions.no_such`",
        "`no_such.ts`",
        "[a page](no_such.md)",
        "```\n.venv/bin/pytest tests/no_such.py\n```",
        "`core/export/*/no_such.py`",
    ],
)
def test_what_is_not_there_is_found(text: str) -> None:
    """The check would say so."""
    assert problems(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "`core/live/limits.py`, `core/live/`, `core/export/*/writer.py`",
        "`core.domain.permissions.Permission` and `python -m core.domain.blameless`",
        "`limits.py`, `hints.toml`",
        "[a page](docs/settings.md#top) and [one outside](https://example.org/core/x.py)",
        "core/no_such.py outside of code is prose",
    ],
)
def test_what_is_there_is_not_complained_of(text: str) -> None:
    """Real paths, modules and links pass, and so does prose."""
    assert problems(text) == []


def test_a_name_that_no_source_has_is_found() -> None:
    """Only what looks like a name of code is looked up."""
    assert unknown_names("`CommitQueue`, `ChangeBus.publish`, `json_errors()`, `published`, `a word`") == []
    assert unknown_names("`NoSuchQueue` and `no_such_name`") == ["NoSuchQueue", "no_such_name"]
