"""Settings for hints: how often each rule helped, which are silenced, and phrases called “not blame”. No names."""

from collections.abc import Callable

import streamlit as st

from core.domain import template
from core.domain.dates.zones import day_in
from core.domain.guide.hint_categories import ENGLISH_ONLY, EXPLAINED
from core.services.access import Visitor
from core.services.hints import hint_rules as services
from core.services.hints.hint_rules import NOT_HELPFUL_MUTES, Dismissal, RuleState, TeamRules
from pages.parts.frame import html, service_calls, state, times

MESSAGES = "hint-rules-said"
OFF = "hint-rule-off"


def team_rules() -> TeamRules:
    service_calls.show_message(MESSAGES)
    return services.team_rules(state.app())


def muted(team: TeamRules, visitor: Visitor) -> None:
    """What hints can read, the silenced rules with a button to bring each back, and problems with the team's rules."""
    html.block(f"<p class='quiet'>{html.esc(ENGLISH_ONLY)}</p>")
    for problem in team.trouble:
        st.warning(html.plain(problem))
    for rule in team.rules:
        if rule.silent:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"silent-{rule.id}"):
                html.block(_silenced_rule(rule))
                st.button(
                    "Bring it back",
                    key=f"back-{rule.id}",
                    type="tertiary",
                    on_click=_change,
                    args=(services.unmute, rule.id, visitor, "It speaks again."),
                )


def _silenced_rule(rule: RuleState) -> str:
    why = f"{NOT_HELPFUL_MUTES} times it did not help" if rule.silent == "muted" else "switched off"
    chip = html.chip("muted" if rule.silent == "muted" else "off", "late")
    return f"<b>{html.esc(rule.id)}</b> {chip}<br><span class='quiet small'>{why} · “{html.esc(rule.example)}”</span>"


def table(team: TeamRules, visitor: Visitor) -> None:
    """Counts per rule, never per person, and a field to silence one."""
    html.block(
        "<h3>What the hints did here</h3><p>How often a rewrite was taken, and how often a hint was waved away. "
        "This is counted per rule and never per person.</p>"
    )
    active = [rule.id for rule in team.rules if not rule.silent]
    with st.form("switch-off", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Switch a rule off", active, index=None, placeholder="Choose a rule", key=OFF)
        st.form_submit_button("Switch the rule off", on_click=_switch_off, args=(visitor,))
    html.block("".join(_group(category, message.title, team) for category, message in EXPLAINED.items()))


def _group(category: str, title: str, team: TeamRules) -> str:
    """One category, folded, with its sums."""
    rules = [rule for rule in team.rules if rule.category == category]
    if not rules:
        return ""
    accepted, dismissed = sum(rule.accepted for rule in rules), sum(rule.dismissed for rule in rules)
    sums = f"{accepted} taken, {dismissed} waved away" if accepted or dismissed else f"{len(rules)} rules"
    heads = "<tr><th>Rule</th><th class='right'>Taken</th><th class='right'>Waved away</th><th>Now</th></tr>"
    return (
        f"<details><summary>{html.esc(title)} <span class='quiet small'>· {sums}</span></summary>"
        f"<table class='hint-rules'><thead>{heads}</thead><tbody>{''.join(map(_row, rules))}</tbody></table></details>"
    )


def _row(rule: RuleState) -> str:
    now = {"muted": html.chip("muted", "late"), "off": html.chip("off", "late")}.get(rule.silent, "on")
    own = html.chip("yours", "now") if rule.own else ""
    numbers = "".join(f'<td class="right num">{count or "·"}</td>' for count in (rule.accepted, rule.dismissed))
    return (
        f"<tr><td>{html.esc(rule.id)} {own}<br><span class='quiet small'>“{html.esc(rule.example)}”</span></td>"
        f"{numbers}<td>{now}</td></tr>"
    )


def not_blame() -> None:
    """Phrases for which somebody said that the hint was wrong, to read before changing a rule."""
    html.block("<h3>Called “not blame”</h3>")
    found = services.not_blame(state.app())
    if not found:
        html.block("<p>Nothing yet. When somebody says of a hint that this is no blame, the phrase stands here.</p>")
        return
    zone = state.zone()
    html.block(f"<ul class='rows'>{''.join(f'<li>{_dismissed_phrase(item, zone)}</li>' for item in found)}</ul>")


def _dismissed_phrase(item: Dismissal, zone: str) -> str:
    rule = f" · {html.esc(item.rule)}" if item.rule else ""
    return (
        f"“{html.esc(item.phrase)}”<br><span class='quiet small'>{html.esc(_field_label(item.field))} · "
        f"{html.esc(times.day_text(day_in(zone, item.at)))}{rule}</span>"
    )


def _field_label(field_id: str) -> str:
    try:
        return template.field(field_id).label
    except KeyError:
        return field_id


def _switch_off(visitor: Visitor) -> None:
    chosen = state.peek(OFF)
    if isinstance(chosen, str):
        _change(services.mute, chosen, visitor, "It is silent from now on.")


def _change(call: Callable[..., None], rule: str, visitor: Visitor, success: str) -> None:
    service_calls.run_service(MESSAGES, lambda: call(state.app(), rule, visitor), success)
