"""What we know of each language's words: one module a language."""
