"""What parents read and write: one folder per language, found by importlib.resources.files("locales")."""
