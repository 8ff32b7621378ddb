"""The policy pack: the mistakes that cost an hour on AWS, refused in seconds at preview."""
