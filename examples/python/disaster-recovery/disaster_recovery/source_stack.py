from typing import List

from aws_cdk import Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_scheduler import ScheduleExpression
from cdk_s3files import (
    KafkaToS3FilesIngest,
    ReplayWorkflowOptions,
    S3FilesFileSystem,
    S3FilesReplayer,
    SynchronizationConfiguration,
    VpcConfiguration,
)
from constructs import Construct

from .buckets import RestoreBuckets, replicated_bucket
from .cluster import cluster_in


class SourceStack(Stack):
    """Writes topics as files, and each hour a snapshot of topics and consumer groups; both are copied to another Region."""

    @property
    def availability_zones(self) -> List[str]:
        """Named here, so that no account is asked for them."""
        return [f"{self.region}a", f"{self.region}b"]

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bootstrap_servers: List[str],
        copies: RestoreBuckets,
        **kwargs,
    ) -> None:
        """
        :param copies: The buckets in the other Region that get a copy of all that a restore needs.
        """
        super().__init__(scope, construct_id, **kwargs)
        vpc = ec2.Vpc(self, "Vpc", max_azs=2)
        cluster = cluster_in(self, vpc, bootstrap_servers)
        file_system = S3FilesFileSystem(
            self,
            "Files",
            bucket=replicated_bucket(self, "FilesBucket", copies.files),
            vpc_configuration=VpcConfiguration(vpc=vpc),
            synchronization_configuration=SynchronizationConfiguration(data_expiration=Duration.days(1)),
        )
        access_point = file_system.add_access_point("Events", path="/events")
        KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topics=["orders", "payments"],
            access_point=access_point,
        )

        replayer = S3FilesReplayer(
            self,
            "Replayer",
            vpc=vpc,
            cluster=cluster,
            access_point=access_point,
            topic="drill.{topic}",
            workflow=ReplayWorkflowOptions(bucket=replicated_bucket(self, "RunsBucket", copies.runs)),
        )
        replayer.snapshot(
            "Hourly",
            schedule=ScheduleExpression.rate(Duration.hours(1)),
            groups=["orders-*", "payments-*"],
        )
