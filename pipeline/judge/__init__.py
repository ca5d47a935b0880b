"""Readings to observations and findings."""
