"""From a message to the codebook's fields."""
