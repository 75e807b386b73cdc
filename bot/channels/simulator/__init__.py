"""A phone that does not exist: takes both adapters' place in the demo, and only there."""
