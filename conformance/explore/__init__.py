"""
Random programs against any engine, held against an oracle of plain dictionaries (CNF-052).

`operations` says what a program is made of, `oracle` what an engine has to answer, `execute` asks
it; `search` generates programs, and `scenario` writes the shortest that fails as a case.
"""
