"""The rules of the planning game: a pure, integer engine without any framework."""
