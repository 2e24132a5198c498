"""Judging a rendering: questions to engines, their answers as numbers, numbers as a verdict."""
