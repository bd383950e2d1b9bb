"""Nouns: frozen containers over tables with column contracts."""
