"""Glossary file formats: one module a format."""
