"""CloudFormation's templates, as people write them and as `cdk synth` does."""
