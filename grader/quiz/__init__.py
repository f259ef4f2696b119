"""Choosing, marking and putting into words the questions of the quiz; pure functions all."""
