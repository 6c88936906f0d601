"""From paths to values and back: the only rooms that read and write files, one a task.

`files` reads bytes and writes them whole or not at all; `maps` loads a map with its findings; every other module is
what one command does, without click and without a print.
"""
