"""Runs the one that the configuration names."""

from importlib import import_module

import pulumi

import_module(pulumi.Config().require("program"))
