"""`python -m argmap`."""

from argmap.cli import main

if __name__ == "__main__":  # a process that build starts imports this module again
    main()
