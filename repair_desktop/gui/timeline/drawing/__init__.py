"""What every picture of the timeline is made of."""
