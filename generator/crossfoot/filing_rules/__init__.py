"""Stage 7: rules of authorities on the finished filing, each with its ids; nothing is skipped
without a reason."""
