"""Types and rules of Repair. Standard library only: no Qt, no SQL, no keyring, no file access."""
