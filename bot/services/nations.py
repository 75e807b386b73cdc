"""The four nations, whose bank holidays differ: their codes and names."""

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
