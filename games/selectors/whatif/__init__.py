"""What if: the choices that a played game offers, and the game under them side by side."""
