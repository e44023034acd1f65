package com.example.confluentdemo;

import io.github.cdks3files.AccessPointOptions;
import io.github.cdks3files.ConfluentCloudClusterProps;
import io.github.cdks3files.DirectS3Read;
import io.github.cdks3files.DrillScheduleOptions;
import io.github.cdks3files.FileLayout;
import io.github.cdks3files.KafkaCluster;
import io.github.cdks3files.KafkaToS3FilesIngest;
import io.github.cdks3files.RecordFormat;
import io.github.cdks3files.S3FilesAccessPoint;
import io.github.cdks3files.S3FilesAlarmOptions;
import io.github.cdks3files.S3FilesFileSystem;
import io.github.cdks3files.S3FilesMonitoring;
import io.github.cdks3files.S3FilesMonitoringAlarms;
import io.github.cdks3files.S3FilesReplayer;
import io.github.cdks3files.SnapshotScheduleOptions;
import io.github.cdks3files.SynchronizationConfiguration;
import io.github.cdks3files.VpcConfiguration;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Events of a Confluent Cloud topic become files on Amazon S3 Files, and are published to a second topic again. */
public class ConfluentDemoStack extends Stack {
    private static final String TOPIC = "s3files-demo-events";
    private static final String REPLAY_TOPIC = "s3files-demo-events-replay";
    private static final String METRICS_NAMESPACE = "S3FilesDemo";
    private static final String MOUNT_PATH = "/mnt/events";
    private static final String PLACEHOLDER_SERVER = "pkc-00000.eu-central-1.aws.confluent.cloud:9092";

    /** A full ARN ends in a hyphen and six random characters. Six lower case letters are rather a word of the name. */
    private static final Pattern COMPLETE_ARN = Pattern.compile("-(?![a-z]{6}$)[a-zA-Z0-9]{6}$");

    public ConfluentDemoStack(
            final Construct scope, final String id, final StackProps props, final ConfluentDemoSettings settings) {
        super(scope, id, props);

        final IVpc vpc = vpc(settings.vpcName());

        final ISecret credentials = credentials(settings.confluentSecretArn());
        final String server = settings.kafkaBootstrapServer();
        final KafkaCluster cluster = KafkaCluster.confluentCloud(ConfluentCloudClusterProps.builder()
                .bootstrapServers(List.of(server != null ? server : PLACEHOLDER_SERVER))
                .credentials(credentials)
                .build());

        final Bucket bucket = Bucket.Builder.create(this, "EventsBucket")
                .versioned(true) // Amazon S3 Files requires it
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Duration.days(90))
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build()))
                .removalPolicy(RemovalPolicy.DESTROY) // a demo: its events go with it
                .autoDeleteObjects(true)
                .build();

        final S3FilesFileSystem fileSystem = S3FilesFileSystem.Builder.create(this, "FileSystem")
                .bucket(bucket)
                .vpcConfiguration(VpcConfiguration.builder().vpc(vpc).build())
                .synchronizationConfiguration(SynchronizationConfiguration.builder()
                        .dataExpiration(Duration.days(30))
                        .build())
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        // POSIX user and owner 1000:1000, mode 755: the construct's defaults.
        final S3FilesAccessPoint accessPoint =
                fileSystem.addAccessPoint("Events", AccessPointOptions.builder().path("/events").build());

        // As in the original demo, each record is a file: the layout brings its size classes `small/` (< 128 KiB) and `large/`,
        // their cache rules, and batches of 100. Without it small records would share files, which costs far less.
        final KafkaToS3FilesIngest ingest = KafkaToS3FilesIngest.Builder.create(this, "Ingest")
                .vpc(vpc)
                .cluster(cluster)
                .topic(TOPIC)
                .accessPoint(accessPoint)
                .startingPosition(StartingPosition.LATEST)
                .layout(FileLayout.perRecord())
                .format(format(settings.recordFormat()))
                .role(role(settings.ingestRoleName()))
                .mountPath(MOUNT_PATH)
                .metricsNamespace(METRICS_NAMESPACE)
                .build();

        final S3FilesReplayer replayer = S3FilesReplayer.Builder.create(this, "Replayer")
                .vpc(vpc)
                .cluster(cluster)
                .topic(REPLAY_TOPIC)
                // The demo measures reads of the file system, cold and warm.
                .directS3Read(DirectS3Read.DISABLED)
                .accessPoint(accessPoint)
                .mountPath(MOUNT_PATH)
                .metricsNamespace(METRICS_NAMESPACE)
                .build();

        if (settings.consumerGroups() != null) {
            replayer.snapshot("Hourly", SnapshotScheduleOptions.builder()
                    .schedule(ScheduleExpression.rate(Duration.hours(1)))
                    .groups(List.of(settings.consumerGroups()))
                    .build());
            replayer.drill("Monthly", DrillScheduleOptions.builder()
                    .schedule(ScheduleExpression.cron(CronOptionsWithTimezone.builder()
                            .minute("0")
                            .hour("4")
                            .day("1")
                            .build()))
                    .window(Duration.hours(1))
                    .into("drill.{topic}")
                    .build());
        }

        if (settings.alarmEmail() != null) {
            final Topic alarmTopic = Topic.Builder.create(this, "AlarmTopic").enforceSsl(true).build();
            alarmTopic.addSubscription(new EmailSubscription(settings.alarmEmail()));
            S3FilesMonitoring.Builder.create(this, "Monitoring")
                    .fileSystem(fileSystem)
                    .ingests(List.of(ingest))
                    .replayers(List.of(replayer))
                    .alarmTopic(alarmTopic)
                    .alarms(S3FilesMonitoringAlarms.builder()
                            // The demo produces 2,000 records at once.
                            .lagGrowing(S3FilesAlarmOptions.builder().threshold(5000).build())
                            // The demo measures it, and nobody has to mend it.
                            .writeLatency(S3FilesAlarmOptions.builder().enabled(false).build())
                            .build())
                    .build();
        }

        output("S3FilesFileSystemId", fileSystem.getFileSystemId());
        output("S3FilesFileSystemArn", fileSystem.getFileSystemArn());
        output("S3FilesAccessPointArn", accessPoint.getAccessPointArn());
        output("EventsBucketName", bucket.getBucketName());
        output("EventsBucketArn", bucket.getBucketArn());
        output("ConfluentSecretArn", credentials.getSecretArn());
        output("IngestFunctionName", ingest.getFunction().getFunctionName());
        output("IngestFunctionArn", ingest.getFunction().getFunctionArn());
        output("IngestLogGroupName", ingest.getLogGroup().getLogGroupName());
        output("ReplayerFunctionName", replayer.getFunction().getFunctionName());
        output("ReplayerFunctionArn", replayer.getFunction().getFunctionArn());
        output("ReplayerLogGroupName", replayer.getLogGroup().getLogGroupName());
        output("ReplayWorkflowArn", replayer.getWorkflow().getStateMachineArn());
    }

    private IVpc vpc(final String vpcName) {
        if (vpcName == null) {
            return Vpc.Builder.create(this, "Vpc").maxAzs(2).natGateways(1).build();
        }
        return Vpc.fromLookup(this, "Vpc", VpcLookupOptions.builder().vpcName(vpcName).build());
    }

    private IRole role(final String name) {
        return name == null ? null : Role.fromRoleName(this, "IngestRole", name);
    }

    private static RecordFormat format(final String name) {
        if (name == null || name.equals("value")) {
            return RecordFormat.value();
        }
        if (name.equals("envelope")) {
            return RecordFormat.envelope();
        }
        throw new IllegalArgumentException("recordFormat is '" + name + "': give 'value' or 'envelope'");
    }

    private ISecret credentials(final String secretArn) {
        if (secretArn == null) {
            return Secret.Builder.create(this, "ConfluentCredentials")
                    .description("Confluent Cloud API key: put your own into username and password")
                    .generateSecretString(SecretStringGenerator.builder()
                            .secretStringTemplate("{\"endpoint\":\"\",\"username\":\"YOUR_API_KEY\"}")
                            .generateStringKey("password")
                            .build())
                    .build();
        }
        return COMPLETE_ARN.matcher(secretArn).find()
                ? Secret.fromSecretCompleteArn(this, "ConfluentCredentials", secretArn)
                : Secret.fromSecretPartialArn(this, "ConfluentCredentials", secretArn);
    }

    private void output(final String id, final String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }
}
