"""The world: processes, channels, web pages, schedule."""
