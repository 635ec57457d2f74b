"""How words are read: guesses by an analyser of Japanese, for readers who are learning.

* :mod:`analyser` finds the words of a text and how they are read (SudachiPy, an optional extra).
* :mod:`fit` says which characters of a word its reading belongs to.
* :mod:`grades` knows which kanji somebody has learnt.
"""
