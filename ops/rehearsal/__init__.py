"""The next release of a stack, played on the model with a virtual clock.

`live` reads what a release depends on into a `scene`, `what_ifs` change it, `play` lets it happen, and `picture`,
`drawing` and `summary` tell how it went. Nothing is changed on AWS.
"""
