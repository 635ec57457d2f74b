"""Course readers: parts of several editions, cut out and bound into one volume.

* :mod:`model` says what is taken of a text, :mod:`selection` finds where it begins and ends.
* :mod:`cut` takes the rest away, with a sign for what is left out.
* :mod:`bind` makes one ``teiCorpus`` of the texts, in which every id is unique.
* :mod:`rights` asks whether each text may be reproduced.
"""
