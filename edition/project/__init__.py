"""An edition as a folder: its configuration, the recipe that makes its products, and reports.

Each verb of the command line has a module of its own here; this one imports none of them, so that a verb
loads only what it needs.
"""
