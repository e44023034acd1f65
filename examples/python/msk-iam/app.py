#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from cdk_s3files import KafkaAuthentication, KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer
from constructs import Construct


class MskIamStack(Stack):
    """A topic of Amazon MSK as files, and back. AWS IAM decides who reads and who writes: there is no secret."""

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
        cluster = KafkaCluster.msk(
            cluster_arn=setting(
                "cluster",
                "arn:aws:kafka:eu-central-1:111111111111:cluster/orders/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-1",
            ),
            vpc=vpc,
            security_groups=[
                ec2.SecurityGroup.from_security_group_id(self, "Brokers", setting("brokers", "sg-0123456789abcdef0"))
            ],
            authentication=KafkaAuthentication.iam(),
        )

        # Its role may read `orders` by this consumer group alone. A mapping that is made anew goes on where the former was.
        ingest = KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topic="orders",
            consumer_group_id="orders-to-s3-files",
        )
        # Its role may write `orders-replay` alone. A custom resource looks the brokers up when this is deployed.
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
MskIamStack(app, "MskIam")
app.synth()
