"""Builds of CodeBuild really run: their commands, in a scratch folder, with stand-ins for Docker and the AWS CLI."""
