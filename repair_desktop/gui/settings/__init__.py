"""Settings: wording, writing, appearance, storage, about."""
