"""The figures: how long commands take, and what a resource costs. `python -m bench` measures and prints them."""
