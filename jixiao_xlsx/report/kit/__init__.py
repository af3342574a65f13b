"""What every report shares: books, charts, documents, templates, plain values."""
