"""Connects the rooms; the only place that knows of processes and caches."""
