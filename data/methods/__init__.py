"""Statistics: tables in, tables out, without files, corpora or a screen."""
