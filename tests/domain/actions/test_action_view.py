"""The columns of an action item: what the template asks for, what the view holds and what the record keeps."""

from dataclasses import fields

from core.domain.actions.action_view import ACTION_VALUES, ActionView
from core.domain.template import field
from core.domain.template.values import attribute_of, typed_attribute
from core.store.database import tables


def test_every_column_of_an_action_is_in_its_view_and_in_its_record() -> None:
    """A column that the record lacks needs a migration, and one that the view lacks a field there."""
    asked = {name for column in field("actions").columns for name in (attribute_of(column), typed_attribute(column))}
    assert (asked | {"text"}) - {""} == set(ACTION_VALUES)
    assert set(ACTION_VALUES) <= {item.name for item in fields(ActionView)}
    assert set(ACTION_VALUES) <= set(tables.record_action.c.keys())
