"""Katas and packs of questions: their schema, and reading them with every problem reported."""
