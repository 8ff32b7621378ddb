"""`python -m ops`: the command `bluegreen`."""

from ops.command import main

if __name__ == "__main__":
    main()
