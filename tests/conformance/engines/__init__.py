"""Engines with one vice each, loaded by path as a stranger's would be."""
