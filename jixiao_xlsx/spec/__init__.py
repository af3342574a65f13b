"""Floor 2: YAML specs with line marks become forms, every fault at once."""
