"""Damaged Vietnamese becomes Vietnamese again; digits stay."""
