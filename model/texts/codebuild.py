"""What CodeBuild says: of projects as they are made, and of builds."""
