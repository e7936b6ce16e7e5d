"""Pure rules: the standard library and pydantic only. No input, no output; `now` is always a parameter."""
