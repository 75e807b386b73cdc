"""Text messages, by Twilio: the one place that imports its library.

Only `client` imports the sending half of it: what merely receives need not spend 100 ms and 26 MB on that.
"""
