"""The ground rules as they are read aloud: in the lobby and in the guide."""

from core.domain.ground_rules import GROUND_RULES, OPENING, SOURCE
from pages.parts import look


def draw() -> None:
    title, link = SOURCE
    items = "".join(f"<li><b>{look.esc(rule.title)}.</b> {look.esc(rule.text)}</li>" for rule in GROUND_RULES)
    look.block(
        f"<p>{look.esc(OPENING)}</p><ul class='spaced'>{items}</ul>"
        f'<p class="quiet small">After <a href="{look.esc(link)}" rel="noopener noreferrer">{look.esc(title)}</a>.</p>'
    )
