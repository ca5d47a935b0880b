"""The language, without pages: letters, numbers, periods."""
