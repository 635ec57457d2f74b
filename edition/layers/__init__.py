"""Layers: what editors say about a text, in files of their own, put onto the TEI tree by compiling."""

from edition.layers.apply import apply
from edition.layers.load import closest, is_id, load
from edition.layers.model import KINDS, Annotation, Layer, Target

__all__ = ["KINDS", "Annotation", "Layer", "Target", "apply", "closest", "is_id", "load"]
