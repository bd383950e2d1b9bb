"""Reading an exported chat, from bytes to records."""
