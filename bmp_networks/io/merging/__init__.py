"""The parts of a merge: comparable forms of messages, clocks, pairs, who is whom, and the common order."""
