"""Settings: name, meetings, days, workspace, secret addresses, alerts, services and tags, hints, webhooks, server."""

import streamlit as st

from pages.parts.frame import access, html
from pages.parts.settings import (
    alerts,
    audit_log,
    contents,
    general,
    hint_rules,
    hint_thresholds,
    labels,
    mail,
    meeting_length,
    nudge_times,
    secret_addresses,
    team_file,
    team_rules,
    tracker,
    webhooks,
)
from pages.parts.settings.contents import Part

visitor = access.require_workspace()
html.add_styles()
if not access.may_change():
    with html.column(html.WIDE):
        st.title("Settings", anchor=False)
        general.my_name(visitor)
        html.block("You read along in this workspace. What is set for the team is changed by those who may change it.")
    st.stop()

with html.column(html.WIDE):
    st.title("Settings", anchor=False)
    contents.links()
    left, right = st.columns(2, gap="large")
    with left:
        general.my_name(visitor)
        meeting_length.render(visitor)
    with right:
        general.workspace(visitor)
        general.day_order(visitor)
        general.due_days(visitor)

    secret_addresses.render(visitor)
    alerts.render(visitor)

    contents.heading(Part.LABELS)
    labels.render(visitor)

    contents.heading(Part.HINTS)
    rules = hint_rules.team_rules()
    left, right = st.columns(2, gap="large")
    with left:
        hint_rules.muted(rules, visitor)
        hint_thresholds.raised(rules, visitor)
        hint_thresholds.base(rules, visitor)
        hint_rules.table(rules, visitor)
    with right:
        team_rules.editor(rules, visitor)
        team_file.render(visitor)
        hint_rules.not_blame()

    contents.heading(Part.TRACKER)
    tracker.render(visitor)

    contents.heading(Part.WEBHOOKS)
    webhooks.section(visitor)

    contents.heading(Part.MAIL)
    left, right = st.columns(2, gap="large")
    with left:
        mail.section(visitor)
    with right:
        nudge_times.render(visitor)
    contents.heading(Part.AUDIT)
    audit_log.render(visitor)
    contents.heading(Part.SERVER)
    general.server_settings()
