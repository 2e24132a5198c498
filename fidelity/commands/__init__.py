"""The commands: one module each, with ``flags(parser)`` and ``main(args, console)``.

A command returns the exit status. It says what it has to say through the console it is given.
"""
