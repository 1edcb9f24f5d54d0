"""The commands of the command line, one function each: (arguments, settings, words) → exit code."""
