"""Records that pass between the stages; standard library and msgspec only."""
