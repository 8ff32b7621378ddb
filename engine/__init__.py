"""A Pulumi engine for a machine that has none: how it is got, and the language host of one that was built here."""
