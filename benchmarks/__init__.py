"""Measurements. `make bench` runs them all and prints what docs/performance.md quotes."""
