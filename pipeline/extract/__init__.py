"""Pages and a form to readings."""
