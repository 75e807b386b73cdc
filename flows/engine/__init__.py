"""The machine that every conversation runs on."""
