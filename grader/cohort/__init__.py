"""A class: finding what was handed in, grading it in parallel, keeping and summing up results."""
