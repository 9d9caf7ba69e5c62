"""Questions: functions from facts or a corpus and a filter to a table."""
