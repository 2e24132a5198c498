"""Matching: what stands in a segment, and how near the words of its two sides are to each other."""
