"""Texts and files that nobody wrote: what the readers make of them."""
