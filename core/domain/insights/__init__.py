"""What a team's postmortems say when they are taken as data: plain rows in, figures and sentences out.

About systems and habits. No figure is about a person, and no name of one is ever in it.
"""
