"""First run: what Repair is, the therapist's name, and what protects the journal."""
