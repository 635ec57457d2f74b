"""A typesetter for critical editions of Japanese texts.

Rooms, and what each may know, are drawn in ARCHITECTURE.md. Imports point down only.
"""

__version__ = "0.1.0"
