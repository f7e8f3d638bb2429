"""One widget for each kind of prompt, built from the worksheet's data."""
