#!/usr/bin/env python3
from aws_cdk import App, CfnOutput, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import KafkaCluster, KafkaToS3FilesIngest, MountAccess
from constructs import Construct

# Each minute, prints the names of the files that are new. A name that begins with a dot is a file that is being written.
READER = """
touch /tmp/seen
while sleep 60; do
  find /mnt/events -type f ! -name '.*' | sort > /tmp/now
  comm -13 /tmp/seen /tmp/now
  mv /tmp/now /tmp/seen
done"""


class EcsReaderStack(Stack):
    """A program on AWS Fargate that reads a topic's records as files. It knows nothing of Kafka."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        # The task pulls its image through the gateway.
        vpc = ec2.Vpc(self, "Vpc", max_azs=2, nat_gateways=1)
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

        task_definition = ecs.FargateTaskDefinition(self, "Task", cpu=256, memory_limit_mib=512)
        task_definition.add_container(
            "Reader",
            image=ecs.ContainerImage.from_registry("busybox:stable"),
            command=["sh", "-c", READER],
            logging=ecs.LogDrivers.aws_logs(stream_prefix="reader"),
        )
        service = ecs.FargateService(
            self,
            "Service",
            cluster=ecs.Cluster(self, "Cluster", vpc=vpc),
            task_definition=task_definition,
            desired_count=1,
            min_healthy_percent=0,  # the former reader ends before the next one begins
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
        )
        # Volume, mount point, grant and rules of security groups are written by this line.
        ingest.access_point.attach_to_task_definition(
            task_definition,
            container_path="/mnt/events",
            access=MountAccess.READ,
            connections=service,
        )

        CfnOutput(self, "ServiceName", value=service.service_name)


app = App()
EcsReaderStack(app, "EcsReader")
app.synth()
