"""What people decided: how it is kept, which of it still holds, and what follows from it."""
