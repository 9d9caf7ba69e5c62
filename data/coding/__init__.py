"""Coding passages with reasons: the codebook, the coder, and how well it codes."""
