"""
Random programs against any engine, held against an oracle of plain dictionaries (CNF-052).

`operations` says what a program is made of, `oracle` what an engine has to answer, `execute` asks
it, and `play_program` does all three in turn; `search` generates programs, and `scenario` writes
the shortest that fails as a case.

A program is a list of *operations*. Each becomes a *turn*: an *act*, such as a statement, and what
has to hold *then*. Between two of them come *looks*, turns that change nothing and ask for all that
a statement can show. A *course* is how far a program has come. Its *meetings* are the features of a
state and of a way back that met in it: a program that shows a new one is varied.
"""
