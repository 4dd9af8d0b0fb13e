"""The indicators of process 10a: what each is, from which facts, against what it is held."""
