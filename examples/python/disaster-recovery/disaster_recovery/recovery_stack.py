from typing import List

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from cdk_s3files import ReplayWorkflowOptions, S3FilesFileSystem, S3FilesReplayer, VpcConfiguration
from constructs import Construct

from .buckets import RestoreBuckets, replicated_bucket
from .cluster import cluster_in


class RecoveryStack(Stack):
    """Keeps the copies in another Region, and brings them back to a cluster there."""

    @property
    def availability_zones(self) -> List[str]:
        """Named here, so that no account is asked for them."""
        return [f"{self.region}a", f"{self.region}b"]

    def __init__(self, scope: Construct, construct_id: str, *, bootstrap_servers: List[str], **kwargs) -> None:
        """
        :param bootstrap_servers: The brokers of the new cluster, which may be empty.
        """
        super().__init__(scope, construct_id, **kwargs)
        self.buckets = RestoreBuckets(
            files=replicated_bucket(self, "FilesBucket"),
            runs=replicated_bucket(self, "RunsBucket"),
        )
        vpc = ec2.Vpc(self, "Vpc", max_azs=2)
        file_system = S3FilesFileSystem(
            self,
            "Files",
            bucket=self.buckets.files,
            vpc_configuration=VpcConfiguration(vpc=vpc),
        )
        replayer = S3FilesReplayer(
            self,
            "Replayer",
            vpc=vpc,
            cluster=cluster_in(self, vpc, bootstrap_servers),
            access_point=file_system.add_access_point("Events", path="/events"),
            topic="{topic}",  # each to a topic of its own name: this is another cluster
            workflow=ReplayWorkflowOptions(bucket=self.buckets.runs),
        )
        CfnOutput(self, "Workflow", value=replayer.workflow.state_machine_arn)
        CfnOutput(self, "Function", value=replayer.function.function_name)
        CfnOutput(self, "Runs", value=self.buckets.runs.bucket_name)
