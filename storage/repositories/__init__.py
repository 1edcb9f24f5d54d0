"""Queries live here and nowhere else. A repository never commits: the unit of work does."""
