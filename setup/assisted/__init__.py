"""Assisted Setup: the first day, step by step; rooms above add theirs (F10, P62)."""
