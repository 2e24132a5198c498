"""What a check can find: one module a rule."""
