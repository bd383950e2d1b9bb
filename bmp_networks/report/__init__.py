"""A study becomes one self-contained page."""

from __future__ import annotations

from bmp_networks.report.page import write_report

__all__ = ["write_report"]
