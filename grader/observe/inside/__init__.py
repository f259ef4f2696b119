"""What runs inside a learner's process; it imports the standard library and the protocol only."""
