"""Rules on taxonomies, each a small function over the neutral view."""
