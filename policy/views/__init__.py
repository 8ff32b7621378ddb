"""What several rules are about, one noun a file: who releases what, containers, hosts, security groups, time."""
