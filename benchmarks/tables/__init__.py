"""Makes the tables that ship with the package from public sources."""
