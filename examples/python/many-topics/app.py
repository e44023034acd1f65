#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import (
    Compression,
    DirectoryTimeUnit,
    FileDirectory,
    FileLayout,
    KafkaAuthentication,
    KafkaCluster,
    KafkaToS3FilesIngest,
    S3FilesReplayer,
)
from constructs import Construct

TOPICS = "orders,payments,refunds,shipments,returns,customers,prices,stock,carts,clicks"


class ManyTopicsStack(Stack):
    """Ten topics by one function, and one group of pollers: a unit of pollers is paid once and not ten times."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        vpc = ec2.Vpc.from_vpc_attributes(
            self,
            "Vpc",
            vpc_id=setting("vpc", "vpc-0123456789abcdef0"),
            availability_zones=setting("zones", "eu-central-1a,eu-central-1b").split(","),
            private_subnet_ids=setting("subnets", "subnet-0123456789abcdef0,subnet-0123456789abcdef1").split(","),
            private_subnet_route_table_ids=setting("routeTables", "rtb-0123456789abcdef0,rtb-0123456789abcdef1").split(","),
        )
        cluster = KafkaCluster.self_managed(
            bootstrap_servers=setting("bootstrapServers", "kafka-1.example.com:9096,kafka-2.example.com:9096").split(","),
            authentication=KafkaAuthentication.sasl_scram512(
                Secret.from_secret_name_v2(self, "Credentials", setting("secret", "kafka/credentials"))
            ),
            vpc=vpc,  # only brokers inside a VPC can share pollers
            security_groups=[
                ec2.SecurityGroup.from_security_group_id(self, "Brokers", setting("brokers", "sg-0123456789abcdef0"))
            ],
        )

        # small/orders/2026/04/13/21/orders+3/…: with the topic in front, one of them can be listed, granted and replayed alone.
        ingest = KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topics=setting("topics", TOPICS).split(","),
            layout=FileLayout.segments(
                directories=[
                    FileDirectory.topic(),
                    FileDirectory.time(DirectoryTimeUnit.HOUR),
                    FileDirectory.topic_partition(),
                ]
            ),
            compression=Compression.ZSTD,
        )
        replayer = S3FilesReplayer(
            self,
            "Replayer",
            vpc=vpc,
            cluster=cluster,
            topic="replay.{topic}",  # each topic to one of its own
            access_point=ingest.access_point,
        )

        CfnOutput(self, "Workflow", value=replayer.workflow.state_machine_arn)


app = App()
ManyTopicsStack(app, "ManyTopics")
app.synth()
