"""The lexicon: readers of the words, scales and names in ``fidelity/data``."""
