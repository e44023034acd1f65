#!/usr/bin/env python3
from datetime import datetime, timezone

from aws_cdk import App, CfnOutput, Size, Stack
from aws_cdk import aws_athena as athena
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk.aws_secretsmanager import Secret
from cdk_s3files import (
    DirectoryTimeUnit,
    FileDirectory,
    FileLayout,
    KafkaCluster,
    KafkaRecordsTable,
    KafkaRecordsViewOptions,
    KafkaToS3FilesIngest,
    RecordFormat,
    RecordsViewColumn,
    RecordsViewColumnType,
)
from constructs import Construct


class ParquetStack(Stack):
    """A topic as Parquet, and as a table and a view that Amazon Athena queries: new hours are there at once, without a crawler."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        def setting(name: str, otherwise: str) -> str:
            return self.node.try_get_context(name) or otherwise

        vpc = ec2.Vpc(self, "Vpc", max_azs=2, nat_gateways=0)  # an ingest needs no way out
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
            format=RecordFormat.parquet(),
            layout=FileLayout.segments(
                directories=[FileDirectory.hive_time(DirectoryTimeUnit.HOUR), FileDirectory.topic_partition()],
                max_file_size=Size.mebibytes(32),  # queries read few large files faster than many small ones
            ),
        )

        # Values such as {"customer": {"id": "acme"}, "total": 12.5}
        table = KafkaRecordsTable(
            self,
            "Table",
            ingest=ingest,
            database_name="kafka",
            table_name="orders",
            start_time=datetime(2026, 1, 1, tzinfo=timezone.utc),
            view=KafkaRecordsViewOptions(
                view_name="orders_view",
                columns=[
                    RecordsViewColumn(name="customer", path="customer.id"),
                    RecordsViewColumn(name="total", type=RecordsViewColumnType.DOUBLE),
                ],
            ),
        )

        analyst = iam.Role(self, "Analyst", assumed_by=iam.AccountRootPrincipal())
        table.grant_read(analyst)  # this table and its objects, and no others
        work_group = athena.CfnWorkGroup(
            self,
            "WorkGroup",
            name="kafka",
            work_group_configuration=athena.CfnWorkGroup.WorkGroupConfigurationProperty(
                # No bucket for results is needed.
                managed_query_results_configuration=athena.CfnWorkGroup.ManagedQueryResultsConfigurationProperty(
                    enabled=True
                ),
            ),
        )
        analyst.add_to_policy(
            iam.PolicyStatement(
                actions=["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
                resources=[self.format_arn(service="athena", resource="workgroup", resource_name=work_group.name)],
            )
        )

        CfnOutput(self, "AnalystRole", value=analyst.role_arn)


app = App()
ParquetStack(app, "ParquetAndAthena")
app.synth()
