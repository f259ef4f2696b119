"""Katas and a quiz about threads and processes, graded by what the code does when it runs."""
