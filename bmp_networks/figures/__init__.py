"""Gallery: a container becomes matplotlib axes; nothing is computed here."""
