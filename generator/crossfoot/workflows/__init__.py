"""What a command does, stage by stage; the only callers of stages."""
