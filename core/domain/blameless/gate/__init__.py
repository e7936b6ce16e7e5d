"""The second question about words that a rule found: is a person's duty or character what the clause is about?

``evidence`` reads the clause, ``confidence`` weighs what it says. ``features.toml`` and ``vetoes.toml`` say what is
looked for, ``weights.json`` what it weighs; ``training`` makes the weights.
"""
