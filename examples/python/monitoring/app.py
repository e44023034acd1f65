#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_sns as sns
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_secretsmanager import Secret
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from cdk_s3files import (
    KafkaCluster,
    KafkaToS3FilesIngest,
    S3FilesAlarmOptions,
    S3FilesAlarmSeverity,
    S3FilesMonitoring,
    S3FilesMonitoringAlarms,
    S3FilesReplayer,
)
from constructs import Construct


class MonitoringStack(Stack):
    """A dashboard over a pipeline, and alarms: what loses records wakes somebody, all else waits for the morning."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        vpc = ec2.Vpc(self, "Vpc", max_azs=2, nat_gateways=1)
        cluster = KafkaCluster.confluent_cloud(
            bootstrap_servers=[setting("bootstrapServers", "pkc-00000.eu-central-1.aws.confluent.cloud:9092")],
            credentials=Secret.from_secret_name_v2(self, "Credentials", setting("secret", "kafka/credentials")),
        )
        ingest = KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topic="orders",
            consumer_group_id="orders-to-s3-files",
        )
        replayer = S3FilesReplayer(
            self,
            "Replayer",
            vpc=vpc,
            cluster=cluster,
            topic="orders-replay",
            access_point=ingest.access_point,
        )

        pages = sns.Topic(self, "Pages")
        pages.add_subscription(EmailSubscription(setting("pager", "pager@example.com")))
        tickets = sns.Topic(self, "Tickets")
        tickets.add_subscription(EmailSubscription(setting("team", "team@example.com")))

        S3FilesMonitoring(
            self,
            "Monitoring",
            name="orders",
            file_system=ingest.file_system,
            ingests=[ingest],
            replayers=[replayer],
            page_action=SnsAction(pages),
            ticket_action=SnsAction(tickets),
            alarms=S3FilesMonitoringAlarms(
                lag_growing=S3FilesAlarmOptions(threshold=10_000),  # the topic has bursts
                records_set_aside=S3FilesAlarmOptions(severity=S3FilesAlarmSeverity.PAGE),  # each order counts
            ),
        )

        CfnOutput(self, "Workflow", value=replayer.workflow.state_machine_arn)


app = App()
MonitoringStack(app, "Monitoring")
app.synth()
