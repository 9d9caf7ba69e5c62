"""Tests; the folders here mirror the project's."""
