"""Frames as files to take away: tables and citations."""
