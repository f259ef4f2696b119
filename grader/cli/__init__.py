"""The commands: each parses, calls, shows and gives back an exit status."""
