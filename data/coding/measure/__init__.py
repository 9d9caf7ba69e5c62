"""Measuring how well reasons are coded: the sample, its codings, and the ways to code compared."""
