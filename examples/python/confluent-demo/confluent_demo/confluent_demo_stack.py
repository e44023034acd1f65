import json
import re
from typing import Optional

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from cdk_s3files import (
    DirectS3Read,
    FileLayout,
    KafkaCluster,
    KafkaToS3FilesIngest,
    RecordFormat,
    S3FilesAlarmOptions,
    S3FilesFileSystem,
    S3FilesMonitoring,
    S3FilesMonitoringAlarms,
    S3FilesReplayer,
    SynchronizationConfiguration,
    VpcConfiguration,
)
from constructs import Construct

TOPIC = "s3files-demo-events"
REPLAY_TOPIC = "s3files-demo-events-replay"
METRICS_NAMESPACE = "S3FilesDemo"
PLACEHOLDER_SERVER = "pkc-00000.eu-central-1.aws.confluent.cloud:9092"


class ConfluentDemoStack(Stack):
    """Events of a Confluent Cloud topic become files on Amazon S3 Files, and are published to a second topic again."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc_name: Optional[str] = None,
        confluent_secret_arn: Optional[str] = None,
        kafka_bootstrap_server: Optional[str] = None,
        record_format: Optional[str] = None,
        ingest_role_name: Optional[str] = None,
        alarm_email: Optional[str] = None,
        consumer_groups: Optional[str] = None,
        **kwargs,
    ) -> None:
        """
        :param vpc_name: The name of an existing VPC with private subnets. Without it the stack makes a VPC.
        :param confluent_secret_arn: The ARN of a secret ``{"endpoint", "username", "password"}``. Without it the
            stack makes one to fill in.
        :param kafka_bootstrap_server: The cluster's bootstrap server, ``pkc-….confluent.cloud:9092``.
        :param record_format: What a file holds: ``value`` (the record's value as it is) or ``envelope`` (the whole
            record as JSON).
        :param ingest_role_name: The name of an existing role for the ingest function. Without it the stack makes one.
        :param alarm_email: Who gets the alarms by email. Without it there is no monitoring.
        :param consumer_groups: The consumer groups, by a name or a pattern, that a restore brings back. With them a
            restore is practised each month.
        """
        super().__init__(scope, construct_id, **kwargs)

        vpc = (
            ec2.Vpc.from_lookup(self, "Vpc", vpc_name=vpc_name)
            if vpc_name
            else ec2.Vpc(self, "Vpc", max_azs=2, nat_gateways=1)
        )

        credentials = self._credentials(confluent_secret_arn)
        cluster = KafkaCluster.confluent_cloud(
            bootstrap_servers=[kafka_bootstrap_server or PLACEHOLDER_SERVER],
            credentials=credentials,
        )

        bucket = s3.Bucket(
            self,
            "EventsBucket",
            versioned=True,  # Amazon S3 Files requires it
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=Duration.days(90),
                    noncurrent_version_expiration=Duration.days(1),
                )
            ],
            removal_policy=RemovalPolicy.DESTROY,  # a demo: its events go with it
            auto_delete_objects=True,
        )

        file_system = S3FilesFileSystem(
            self,
            "FileSystem",
            bucket=bucket,
            vpc_configuration=VpcConfiguration(vpc=vpc),
            synchronization_configuration=SynchronizationConfiguration(data_expiration=Duration.days(30)),
            removal_policy=RemovalPolicy.DESTROY,
        )
        # POSIX user and owner 1000:1000, mode 755: the construct's defaults.
        access_point = file_system.add_access_point("Events", path="/events")

        # As in the original demo, each record is a file: the layout brings its size classes `small/` (< 128 KiB) and `large/`,
        # their cache rules, and batches of 100. Without it small records would share files, which costs far less.
        ingest = KafkaToS3FilesIngest(
            self,
            "Ingest",
            vpc=vpc,
            cluster=cluster,
            topic=TOPIC,
            access_point=access_point,
            starting_position=lambda_.StartingPosition.LATEST,
            layout=FileLayout.per_record(),
            format=self._format(record_format),
            role=iam.Role.from_role_name(self, "IngestRole", ingest_role_name) if ingest_role_name else None,
            mount_path="/mnt/events",
            metrics_namespace=METRICS_NAMESPACE,
        )

        replayer = S3FilesReplayer(
            self,
            "Replayer",
            vpc=vpc,
            cluster=cluster,
            topic=REPLAY_TOPIC,
            access_point=access_point,
            # The demo measures reads of the file system, cold and warm.
            direct_s3_read=DirectS3Read.DISABLED,
            mount_path="/mnt/events",
            metrics_namespace=METRICS_NAMESPACE,
        )

        if consumer_groups:
            replayer.snapshot(
                "Hourly",
                schedule=scheduler.ScheduleExpression.rate(Duration.hours(1)),
                groups=[consumer_groups],
            )
            replayer.drill(
                "Monthly",
                schedule=scheduler.ScheduleExpression.cron(minute="0", hour="4", day="1"),
                window=Duration.hours(1),
                into="drill.{topic}",
            )

        if alarm_email:
            alarm_topic = sns.Topic(self, "AlarmTopic", enforce_ssl=True)
            alarm_topic.add_subscription(subscriptions.EmailSubscription(alarm_email))
            S3FilesMonitoring(
                self,
                "Monitoring",
                file_system=file_system,
                ingests=[ingest],
                replayers=[replayer],
                alarm_topic=alarm_topic,
                alarms=S3FilesMonitoringAlarms(
                    # The demo produces 2,000 records at once.
                    lag_growing=S3FilesAlarmOptions(threshold=5000),
                    # The demo measures it, and nobody has to mend it.
                    write_latency=S3FilesAlarmOptions(enabled=False),
                ),
            )

        CfnOutput(self, "S3FilesFileSystemId", value=file_system.file_system_id)
        CfnOutput(self, "S3FilesFileSystemArn", value=file_system.file_system_arn)
        CfnOutput(self, "S3FilesAccessPointArn", value=access_point.access_point_arn)
        CfnOutput(self, "EventsBucketName", value=bucket.bucket_name)
        CfnOutput(self, "EventsBucketArn", value=bucket.bucket_arn)
        CfnOutput(self, "ConfluentSecretArn", value=credentials.secret_arn)
        CfnOutput(self, "IngestFunctionName", value=ingest.function.function_name)
        CfnOutput(self, "IngestFunctionArn", value=ingest.function.function_arn)
        CfnOutput(self, "IngestLogGroupName", value=ingest.log_group.log_group_name)
        CfnOutput(self, "ReplayerFunctionName", value=replayer.function.function_name)
        CfnOutput(self, "ReplayerFunctionArn", value=replayer.function.function_arn)
        CfnOutput(self, "ReplayerLogGroupName", value=replayer.log_group.log_group_name)
        CfnOutput(self, "ReplayWorkflowArn", value=replayer.workflow.state_machine_arn)

    @staticmethod
    def _format(name: Optional[str]) -> RecordFormat:
        if name in (None, "value"):
            return RecordFormat.value()
        if name == "envelope":
            return RecordFormat.envelope()
        raise ValueError(f"recordFormat is '{name}': give 'value' or 'envelope'")

    def _credentials(self, secret_arn: Optional[str]) -> secretsmanager.ISecret:
        if not secret_arn:
            return secretsmanager.Secret(
                self,
                "ConfluentCredentials",
                description="Confluent Cloud API key: put your own into username and password",
                generate_secret_string=secretsmanager.SecretStringGenerator(
                    # Written without spaces, as in the other languages: the text is part of the template.
                    secret_string_template=json.dumps(
                        {"endpoint": "", "username": "YOUR_API_KEY"}, separators=(",", ":")
                    ),
                    generate_string_key="password",
                ),
            )
        # A full ARN ends in a hyphen and six random characters. Six lower case letters are rather a word of the name.
        if re.search(r"-(?![a-z]{6}$)[a-zA-Z0-9]{6}$", secret_arn):
            return secretsmanager.Secret.from_secret_complete_arn(self, "ConfluentCredentials", secret_arn)
        return secretsmanager.Secret.from_secret_partial_arn(self, "ConfluentCredentials", secret_arn)
