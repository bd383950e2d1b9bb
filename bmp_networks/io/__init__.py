"""Porch: everything that opens or writes a file."""
