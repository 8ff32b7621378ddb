"""`python -m fleet preview|up|down [STACK…]`."""

from fleet.command import main

main()
