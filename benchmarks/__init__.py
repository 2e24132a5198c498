"""Measures what the package is worth, and makes the numbers that it ships."""
