#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import (
    KafkaCluster,
    KafkaToS3FilesIngest,
    S3FilesFileSystem,
    SynchronizationConfiguration,
    VpcConfiguration,
)
from constructs import Construct


class ExistingStack(Stack):
    """Files below `kafka/` of a bucket that is there already, with a key of its own, in a VPC that is there already."""

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
        # Amazon S3 Files needs versions, and events to Amazon EventBridge: a bucket of another app gets both there.
        bucket = s3.Bucket.from_bucket_attributes(
            self,
            "Bucket",
            bucket_name=setting("bucket", "my-data-lake"),
            encryption_key=kms.Key.from_key_arn(
                self,
                "Key",
                setting("key", "arn:aws:kms:eu-central-1:111111111111:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"),
            ),
        )
        file_system = S3FilesFileSystem(
            self,
            "Files",
            bucket=bucket,
            prefix="kafka/",  # what else the bucket has is not shown, and not touched
            vpc_configuration=VpcConfiguration(vpc=vpc),
            synchronization_configuration=SynchronizationConfiguration(data_expiration=Duration.days(1)),
        )

        cluster = KafkaCluster.confluent_cloud(
            bootstrap_servers=[setting("bootstrapServers", "pkc-00000.eu-central-1.aws.confluent.cloud:9092")],
            credentials=Secret.from_secret_name_v2(self, "Credentials", setting("secret", "kafka/credentials")),
        )
        KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topic="orders",
            consumer_group_id="orders-to-s3-files",
            access_point=file_system.add_access_point("Orders", path="/orders"),  # s3://<bucket>/kafka/orders/
        )

        CfnOutput(self, "FileSystemId", value=file_system.file_system_id)


app = App()
ExistingStack(app, "ExistingBucketAndVpc")
app.synth()
