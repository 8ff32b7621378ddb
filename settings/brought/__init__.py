"""What a team has already and brings: looked up and checked before anything is created, never changed or deleted."""
