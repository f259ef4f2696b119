"""Reports as text and as JSON: pure functions from data to what is shown."""
