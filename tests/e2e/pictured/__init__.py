"""What every picture of a finished game should say, from the files that are taken home."""
