"""Making corpora: reading files of pieces, checking them and writing corpus folders."""
