"""The pages: order and words."""
