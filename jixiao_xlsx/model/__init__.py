"""Floor 1: what a form, a kind, a target, an expression and a filing are; no YAML, no Excel."""
