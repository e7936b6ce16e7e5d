"""An old report, as a team wrote it in Markdown or plain text, read as a postmortem. Text in, ``Report`` out.

No word of the source is lost: what no field is made for stands in the notes, in its order.
"""
