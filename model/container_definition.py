"""The parameters of a container definition, in ECS's spelling.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html and the types that it is made of.
"""

_NAMES = """
add appProtocol capabilities command condition containerName containerPath containerPort containerPortRange cpu
credentialSpecs credentialsParameter dependsOn devices disableNetworking dnsSearchDomains dnsServers dockerLabels
dockerSecurityOptions drop enabled entryPoint environment environmentFiles essential extraHosts
firelensConfiguration hardLimit healthCheck hostPath hostPort hostname ignoredExitCodes image initProcessEnabled
interactive interval ipAddress links linuxParameters logConfiguration logDriver maxComputePercent maxSwap memory
memoryReservation mountOptions mountPoints name namespace nvidiaMps options permissions portMappings privileged
protocol pseudoTerminal readOnly readonlyRootFilesystem repositoryCredentials resourceRequirements
restartAttemptPeriod restartPolicy retries secretOptions secrets sharedMemorySize sharingStrategy size softLimit
sourceContainer sourceVolume startPeriod startTimeout stopTimeout swappiness systemControls timeout tmpfs type
ulimits user value valueFrom versionConsistency volumesFrom workingDirectory
"""

PARAMETERS = frozenset(_NAMES.split())
"""At any depth. CloudFormation begins each with a capital."""
