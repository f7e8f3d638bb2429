"""Today: a check-in, a way to write down what felt off, and what was left half done."""
