"""What a release asks before it goes on: functions for CodeDeploy's lifecycle events and for ECS's own stages.

`handler` is the one entry, whoever calls. What it checks is in the function's variable CHECK: a probe of the test
listener (`probe`), a command of the new image (`task`), or code of the user's own (`own`). Needs boto3 and the standard
library only, which Lambda has.
"""
