"""AWS's error and event texts, word for word: one place for whoever answers, quotes or recognises one.

A text has its source, and how it is known. Where it says `unseen`, that AWS refuses is known and the words are ours.
"""
