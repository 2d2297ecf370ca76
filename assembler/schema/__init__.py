"""Schema: strict, frozen records of what people write, and the checks over them; it knows nothing of YAML."""
