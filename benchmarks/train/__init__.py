"""Learns the weights of evidence from dictionary pairs and made-up wrong renderings.

    python -m benchmarks.train [--cache FOLDER]

Needs the Debian packages mueller7-dict, dict-freedict-eng-rus and dict-freedict-eng-deu. No
hand-made list takes part: not the development sets, not the shipped glossaries.
"""
