"""The figures as one HTML page to print or to send: sentences, bars and tables, without script or network."""

from html import escape
from typing import Final

from core.domain.dates.date_text import day_text
from core.domain.insights.finding import Finding, Point
from core.domain.insights.report import Report
from core.export.markdown.inline_text import visible

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
TITLE: Final = "What our postmortems say"
_STYLE: Final = """
:root { color-scheme: light; --ink: #1f2a37; --soft: #55606b; --line: #d9d4c8; --accent: #0f6b6b; --warm: #b4540a; }
html { background: #fff; color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: .85rem; margin: 0; color: var(--soft); }
section { border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid; }
section > p { margin: .1rem 0 .6rem; }
.says { font-size: 1.15rem; font-weight: 650; }
.warm { color: var(--warm); }
.soft { color: var(--soft); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-top: .6rem; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
.bars { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr max-content; gap: .2rem .7rem;
  align-items: center; font-size: .9rem; }
.bars i { display: block; height: .8rem; border-radius: 4px; background: #87b4b4; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.bars i.strong { background: var(--accent); } .bars i.late { background: var(--warm); }
@media print { html { font-size: 10.5pt; } body { max-width: none; padding: 0; } tr { break-inside: avoid; } }
"""
_DRAWN: Final = ("bars", "shares")


def insights_html(report: Report) -> str:
    filters = escape(visible(" · ".join(report.filters)))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{TITLE}</h1>\n"
        f'<p class="soft">{filters} · {report.counted:,} of {report.total:,} postmortems · {day_text(report.day)}. '
        "About systems and habits; nobody is counted here.</p>\n"
        + "\n".join(_section(finding) for finding in report.findings)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(finding: Finding) -> str:
    warm = " warm" if finding.warm else ""
    compared = f'<p class="soft">{_text(finding.compared)}</p>' if finding.compared else ""
    return (
        f'<section><h2>{_text(finding.title)}</h2><p class="says{warm}">{_text(finding.sentence)}</p>'
        f'{_bars(finding)}<p class="soft">{_text(finding.basis)}</p>{compared}{_table(finding)}</section>'
    )


def _bars(finding: Finding) -> str:
    """Lengths for the eye; what they mean stands in the table as well."""
    if finding.shape not in _DRAWN or not finding.points:
        return ""
    most = max(point.value for point in finding.points) or 1
    return f'<div class="bars" aria-hidden="true">{"".join(_bar(point, most) for point in finding.points)}</div>'


def _bar(point: Point, most: float) -> str:
    tone = "late" if point.warm else "strong" if point.strong else ""
    bar = f'<i class="{tone}" style="width:{100 * point.value / most:.1f}%"></i>'
    return f"<span>{_text(point.label)}</span><span>{bar}</span><span>{_text(point.shown)}</span>"


def _table(finding: Finding) -> str:
    if not finding.rows:
        return ""
    head = "".join(f"<th>{_text(name)}</th>" for name in finding.header)
    rows = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in finding.rows[:40])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _text(text: str) -> str:
    return escape(visible(text))
