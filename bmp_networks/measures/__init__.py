"""Workshop: from containers to numbers and labels."""
