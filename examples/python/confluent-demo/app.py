#!/usr/bin/env python3
import os

from aws_cdk import App, Environment

from confluent_demo.confluent_demo_stack import ConfluentDemoStack

app = App()
vpc_name = app.node.try_get_context("vpcName")

# Only looking up a VPC by its name needs to know the account; with no context at all the app synthesizes offline.
env = (
    Environment(
        account=os.environ.get("CDK_DEFAULT_ACCOUNT"),
        region=os.environ.get("CDK_DEFAULT_REGION"),
    )
    if vpc_name
    else None
)

ConfluentDemoStack(
    app,
    "S3FilesConfluentDemo",
    env=env,
    vpc_name=vpc_name,
    confluent_secret_arn=app.node.try_get_context("confluentSecretArn"),
    kafka_bootstrap_server=app.node.try_get_context("kafkaBootstrapServer"),
    record_format=app.node.try_get_context("recordFormat"),
    ingest_role_name=app.node.try_get_context("ingestRoleName"),
    alarm_email=app.node.try_get_context("alarmEmail"),
    consumer_groups=app.node.try_get_context("consumerGroups"),
)

app.synth()
