#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import (
    KafkaCluster,
    KafkaToS3FilesIngest,
    MountAccess,
    S3FilesFileSystem,
    SynchronizationConfiguration,
    VpcConfiguration,
)
from constructs import Construct


class FilesStack(Stack):
    """What stays: the VPC, the bucket and the file system."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.vpc = ec2.Vpc(self, "Vpc", max_azs=2, nat_gateways=0)
        file_system = S3FilesFileSystem(
            self,
            "Files",
            vpc_configuration=VpcConfiguration(vpc=self.vpc),
            synchronization_configuration=SynchronizationConfiguration(data_expiration=Duration.days(1)),
        )
        self.access_point = file_system.add_access_point("Events", path="/events")


class IngestStack(Stack):
    """Who writes."""

    def __init__(self, scope: Construct, construct_id: str, files: FilesStack) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        cluster = KafkaCluster.confluent_cloud(
            bootstrap_servers=[setting("bootstrapServers", "pkc-00000.eu-central-1.aws.confluent.cloud:9092")],
            credentials=Secret.from_secret_name_v2(self, "Credentials", setting("secret", "kafka/credentials")),
        )
        KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=files.vpc,
            cluster=cluster,
            topic="orders",
            consumer_group_id="orders-to-s3-files",
            access_point=files.access_point,
        )


class ReaderStack(Stack):
    """Who reads: a function of another team, in a stack that comes and goes by itself."""

    def __init__(self, scope: Construct, construct_id: str, files: FilesStack) -> None:
        super().__init__(scope, construct_id)
        reader = lambda_.Function(
            self,
            "Reader",
            runtime=lambda_.Runtime.NODEJS_24_X,
            handler="index.handler",
            code=lambda_.Code.from_inline(
                "exports.handler = async () => require('node:fs').readdirSync('/mnt/events', { recursive: true }).length;"
            ),
            timeout=Duration.minutes(5),
            vpc=files.vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        )
        files.access_point.attach_to_function(reader, mount_path="/mnt/events", access=MountAccess.READ)
        CfnOutput(self, "ReaderFunction", value=reader.function_name)


app = App()
CrossStackReferences.of(app).consume(ReferenceStrength.STRONG)  # what others mount cannot be deleted under them
files = FilesStack(app, "EventFiles")
IngestStack(app, "EventIngest", files)
ReaderStack(app, "EventReader", files)
app.synth()
