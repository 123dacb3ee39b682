"""The command line: one module per group of commands; it prints, the workflows work."""
