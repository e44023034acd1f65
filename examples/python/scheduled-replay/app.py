#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Duration, Stack, TimeZone
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_scheduler import ScheduleExpression
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import KafkaCluster, KafkaToS3FilesIngest, ReplayHeaderChoice, ReplayRecordChoice, S3FilesReplayer
from constructs import Construct


class ScheduledReplayStack(Stack):
    """Each night the records of the last 24 hours go to the topic `orders-replay`: by the clock, in order, and not too fast."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        vpc = ec2.Vpc(
            self,
            "Vpc",
            max_azs=2,
            nat_gateways=1,  # the replayer publishes to brokers on the internet
            # What it reads directly from the bucket goes past the NAT gateway, which is free.
            gateway_endpoints={"S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3)},
        )
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
        schedule = replayer.schedule(
            "Nightly",
            schedule=ScheduleExpression.cron(minute="30", hour="0", time_zone=TimeZone.ETC_UTC),
            lookback=Duration.days(1),
            # before the scheduled time: what is written late is there by then
            delay=Duration.minutes(30),
            time_directories=True,  # it looks into the directories of these days alone
            allow_empty=True,  # a day without orders is no failure
            rate_limit_per_second=2000,
            exclude=ReplayRecordChoice(headers=[ReplayHeaderChoice(name="source", value="load-test")]),
        )

        CfnOutput(self, "Workflow", value=replayer.workflow.state_machine_arn)
        CfnOutput(self, "NotStarted", value=schedule.dead_letter_queue.queue_url)


app = App()
ScheduledReplayStack(app, "ScheduledReplay")
app.synth()
