#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import KafkaAuthentication, KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer
from constructs import Construct


class MutualTlsStack(Stack):
    """Brokers of your own that know clients by their certificates, and have certificates of a private authority themselves."""

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
        # {"certificate": "<PEM>", "privateKey": "<PEM>"}, with "privateKeyPassword" if the key has one
        client = Secret.from_secret_name_v2(self, "Client", setting("clientSecret", "kafka/client"))
        # {"certificate": "<PEM>"}
        authority = Secret.from_secret_name_v2(self, "Authority", setting("authoritySecret", "kafka/authority"))

        cluster = KafkaCluster.self_managed(
            bootstrap_servers=setting("bootstrapServers", "kafka-1.example.com:9094,kafka-2.example.com:9094").split(","),
            authentication=KafkaAuthentication.mutual_tls(client),
            root_ca_certificate=authority,
            vpc=vpc,
            security_groups=[
                ec2.SecurityGroup.from_security_group_id(self, "Brokers", setting("brokers", "sg-0123456789abcdef0"))
            ],
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

        CfnOutput(self, "Workflow", value=replayer.workflow.state_machine_arn)


app = App()
MutualTlsStack(app, "SelfManagedMutualTls")
app.synth()
