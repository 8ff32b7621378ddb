"""Volumes of tasks in Amazon EFS.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html,
https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html and of ids the EFS API reference.
"""

from typing import Final

FILE_SYSTEM: Final = "fs-[0-9a-f]{8,40}"
ACCESS_POINT: Final = "fsap-[0-9a-f]{8,40}"
NFS_PORT: Final = 2049
MOUNT, WRITE = "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"
"""What a client may do that mounts with its role. The second without the first is nothing."""
ACCESS_POINT_KEY: Final = "elasticfilesystem:AccessPointArn"
"""The key of conditions for the access point that a client comes by."""
