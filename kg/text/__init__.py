"""From the text of a document to addressable passages, without keeping the text.

``documents`` knows the documents of a dataset, ``normalise`` and ``split`` cut a text into passages, ``freeze`` and
``refreeze`` number them, ``index`` keeps what may be kept, and ``verify`` finds the passages in any copy of the text.
"""
