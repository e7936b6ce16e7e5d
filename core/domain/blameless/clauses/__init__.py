"""What kind of clause it is: who acts, whether it was done, is to be done or should have been, and which kind of verb.

Patterns know phrases; people say it in others. Here a few kinds of clauses are looked for, whatever their words. Most
are no blame: the gate judges each.
"""
