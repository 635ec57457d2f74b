"""A text with its annotations for reviewers, as a Word document, and what comes back in it.

comments      comments.py     an annotation as a comment: whose, what stands at its head, its paragraphs
passages      passages.py     the text as the paragraphs of a document, notes at their calls
write         wordml.py       paragraphs, comments and notes as WordprocessingML; container.py: the file
align         alignment.py    a document's paragraphs and the text's: where a place of one is in the other
merge         merge.py        what came back against what the layers say now
"""
