"""Handlers translate an event, call one use case and hand the result to the replies."""
