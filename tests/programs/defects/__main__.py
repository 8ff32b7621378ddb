"""Three services that are released blue/green, written for no policy pack, with every mistake that it knows."""

import around as around
import delivery as delivery
import native as native
import network_balancer as network_balancer
import pulumi
import shop as shop

if pulumi.Config().require_bool("refused"):
    import refused as refused
