"""The audit of a form's own rules and scores, explanations, and the order in which findings are told."""
