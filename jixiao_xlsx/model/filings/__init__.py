"""A filing and its identity: records, figures, findings."""
