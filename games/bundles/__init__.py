"""A whole game as one file that any installation can play again to the same euro."""
