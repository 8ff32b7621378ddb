"""Terraform's plans: `terraform show -json`, and the `.tf` files beside them."""
