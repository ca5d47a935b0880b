"""Many reports at once: what is next, who does it, and what is kept of it."""
