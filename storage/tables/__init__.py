"""The schema, one file per group of tables."""
