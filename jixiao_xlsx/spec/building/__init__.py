"""A spec that is well written becomes a form: references resolved, trees laid out, faults collected."""
