"""What AWS Cloud Map says of namespaces and of the services in them."""

from model.texts.text import Text

NAMESPACE_IN_USE = Text(
    words="Namespace has associated services; delete the services before deleting the namespace",
    code="ResourceInUse",
    seen="quoted",
    source="https://github.com/anomalyco/sst/issues/5931",
)
SERVICE_IN_USE = Text(
    words="Service contains registered instances; delete the instances before deleting the service",
    code="ResourceInUse",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/4853",
)
SAME_NAMESPACE = Text(
    words="The namespace that you're trying to create already exists.",
    code="NamespaceAlreadyExists",
    seen="documented",
    source="https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html",
)
SAME_SERVICE = Text(
    words="The service can't be created because a service with the same name already exists.",
    code="ServiceAlreadyExists",
    seen="documented",
    source="https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html",
)
