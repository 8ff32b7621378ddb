"""The ground floor: facts of AWS with their sources, and the arithmetic of releases. Pure; imports nothing of ours."""
