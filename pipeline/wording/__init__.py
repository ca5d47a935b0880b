"""The language of patterns: what a form file may write, and where a text has it."""
