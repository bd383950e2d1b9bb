"""A study becomes one self-contained page."""
