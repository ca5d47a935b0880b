"""PDF files: their text layer and what is drawn on their pages."""
