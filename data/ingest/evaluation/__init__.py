"""How well countries are found: gold sets, scores, other finders, speed."""
