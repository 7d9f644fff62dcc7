"""Sessions, transactions, branches and the door of PEP 249."""
