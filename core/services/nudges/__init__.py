"""Nudges: what people outside are told of without anybody pressing a button, to whom it may be told, and when."""
