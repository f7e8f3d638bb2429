"""What the operating system gives: keyring, folders, single instance, crash file."""
