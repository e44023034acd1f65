from typing import List

from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import KafkaAuthentication, KafkaCluster
from constructs import Construct


def cluster_in(scope: Construct, vpc: ec2.IVpc, bootstrap_servers: List[str]) -> KafkaCluster:
    """A cluster inside the VPC; Amazon MSK and Confluent Cloud go the same way."""
    return KafkaCluster.self_managed(
        bootstrap_servers=bootstrap_servers,
        authentication=KafkaAuthentication.sasl_scram512(Secret(scope, "Credentials")),
        vpc=vpc,
        security_groups=[ec2.SecurityGroup(scope, "Brokers", vpc=vpc)],
    )
