from dataclasses import dataclass
from typing import Optional

from aws_cdk import PhysicalName, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct


@dataclass(frozen=True)
class RestoreBuckets:
    """What a restore needs: the files, and the snapshots of the cluster."""

    files: s3.IBucket
    runs: s3.IBucket


def replicated_bucket(scope: Construct, construct_id: str, copy: Optional[s3.IBucket] = None) -> s3.Bucket:
    """A bucket that takes part in replication: both sides need versions."""
    # The role that the AWS CDK would make has one name in all of an account, so that a second bucket could not be deployed.
    replication_role = copy and iam.Role(
        scope, f"{construct_id}Replication", assumed_by=iam.ServicePrincipal("s3.amazonaws.com")
    )
    bucket = s3.Bucket(
        scope,
        construct_id,
        # A stack of another Region can only refer to it by its name.
        bucket_name=PhysicalName.GENERATE_IF_NEEDED,
        versioned=True,
        event_bridge_enabled=True,  # Amazon S3 Files hears of new objects by it
        enforce_ssl=True,
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        removal_policy=RemovalPolicy.RETAIN,
        replication_role=replication_role,
        replication_rules=copy and [s3.ReplicationRule(destination=copy)],
    )
    if copy and replication_role:
        bucket.grant_replication_permission(
            replication_role,
            destinations=[s3.GrantReplicationPermissionDestinationProps(bucket=copy)],
        )
    return bucket
