"""Sharing without exposing anyone: exports under other names, a member's no, and what may leave the computer."""
