"""Sources of evidence about what a wording means: one module a kind of engine."""
