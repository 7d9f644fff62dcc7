"""A Dask cluster as processes of this machine, for `tox -e cluster` (CNF-096)."""
