"""Runs other checkers of translations beside ours, on the same files.

They are installed from PyPI into environments of their own and run as programs of their own; none
of their code is imported.
"""
