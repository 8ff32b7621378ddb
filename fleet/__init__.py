"""Many environments from one code base, previewed and brought up side by side, by Pulumi's Automation API."""
