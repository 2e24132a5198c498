"""Report formats: one module a format."""
