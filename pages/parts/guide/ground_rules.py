"""The ground rules, in the room's lobby and in the guide."""

from core.domain.template.ground_rules import GROUND_RULES, OPENING, SOURCE
from pages.parts.frame import html


def render() -> None:
    title, link = SOURCE
    items = "".join(f"<li><b>{html.esc(rule.title)}.</b> {html.esc(rule.text)}</li>" for rule in GROUND_RULES)
    html.block(
        f"<p>{html.esc(OPENING)}</p><ul class='spaced'>{items}</ul>"
        f'<p class="quiet small">After <a href="{html.esc(link)}" rel="noopener noreferrer">{html.esc(title)}</a>.</p>'
    )
