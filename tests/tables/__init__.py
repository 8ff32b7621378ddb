"""For each rule a module of its name, with tables of what it stops, lets through and cannot decide."""
