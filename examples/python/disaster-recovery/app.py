#!/usr/bin/env python3
from aws_cdk import App, Environment

from disaster_recovery.recovery_stack import RecoveryStack
from disaster_recovery.source_stack import SourceStack

app = App()


def setting(name: str, otherwise: str) -> str:
    return app.node.try_get_context(name) or otherwise


account = setting("account", "111111111111")  # yours

# The recovery's buckets are there first: the source's are copied into them.
recovery = RecoveryStack(
    app,
    "KafkaRecovery",
    env=Environment(account=account, region=setting("away", "eu-west-1")),
    bootstrap_servers=setting("recoveryBootstrapServers", "recovery.example.com:9096").split(","),
)
SourceStack(
    app,
    "KafkaSource",
    env=Environment(account=account, region=setting("home", "eu-central-1")),
    bootstrap_servers=setting("bootstrapServers", "source.example.com:9096").split(","),
    copies=recovery.buckets,
)

app.synth()
