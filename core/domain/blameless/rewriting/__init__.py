"""Rewrites: templates that fit where the words of a hint stand, keep the writer's facts and read well.

``rewrite`` fills and checks them; here is what can stand where. No rule is known here.
"""
