"""What can be wrong with the flows themselves; a parent's words never raise.

EngineError
├── UnknownFlow    no flow of that name in the registry
└── UnknownStep    the flow has no step of that name
"""


class EngineError(Exception):
    """A flow is wired wrongly."""


class UnknownFlow(EngineError):
    """There is no flow of this name."""


class UnknownStep(EngineError):
    """The flow has no step of this name."""
