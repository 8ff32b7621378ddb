"""CloudWatch dashboard."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Puts the dashboard; AWS overwrites one of the same name."""
    id: str = props["dashboardName"]
    aws.client("cloudwatch").put_dashboard(DashboardName=id, DashboardBody=props["dashboardBody"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The dashboard with its body."""
    with gone_is_fine("ResourceNotFound", "DashboardNotFoundError"):
        dashboard = aws.client("cloudwatch").get_dashboard(DashboardName=id)
        return {
            "dashboardName": id,
            "dashboardBody": dashboard["DashboardBody"],
            "dashboardArn": dashboard["DashboardArn"],
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new body."""
    create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the dashboard."""
    with gone_is_fine("ResourceNotFound", "DashboardNotFoundError"):
        aws.client("cloudwatch").delete_dashboards(DashboardNames=[id])


HANDLERS = (
    ResourceHandler(token="aws:cloudwatch/dashboard:Dashboard", create=create, read=read, update=update, delete=delete),
)
