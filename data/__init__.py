"""Everything below the screen: facts, corpora, filters, questions and statistics."""
