import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  DirectS3Read,
  FileLayout,
  KafkaCluster,
  KafkaToS3FilesIngest,
  RecordFormat,
  S3FilesFileSystem,
  S3FilesMonitoring,
  S3FilesReplayer,
} from 'cdk-s3files';
import type { Construct } from 'constructs';

const TOPIC = 's3files-demo-events';
const REPLAY_TOPIC = 's3files-demo-events-replay';
const METRICS_NAMESPACE = 'S3FilesDemo';

export interface ConfluentDemoStackProps extends StackProps {
  /** The name of an existing VPC with private subnets. Without it the stack makes a VPC. */
  readonly vpcName?: string;
  /** The ARN of a secret `{"endpoint", "username", "password"}`. Without it the stack makes one to fill in. */
  readonly confluentSecretArn?: string;
  /** The cluster's bootstrap server, `pkc-….confluent.cloud:9092`. */
  readonly kafkaBootstrapServer?: string;
  /** The content of a file: `value` (the record's value as it is) or `envelope` (the whole record as JSON). */
  readonly recordFormat?: string;
  /** The name of an existing role for the ingest function. Without it the stack makes one. */
  readonly ingestRoleName?: string;
  /** The email address that gets the alarms. Without it there is no monitoring. */
  readonly alarmEmail?: string;
  /** The consumer groups, by a name or a pattern, that a restore brings back. With them a restore is practised each month. */
  readonly consumerGroups?: string;
}

export class ConfluentDemoStack extends Stack {
  constructor(scope: Construct, id: string, props: ConfluentDemoStackProps) {
    super(scope, id, props);

    const vpc = props.vpcName
      ? ec2.Vpc.fromLookup(this, 'Vpc', { vpcName: props.vpcName })
      : new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });

    const credentials = this.credentials(props.confluentSecretArn);
    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [props.kafkaBootstrapServer ?? 'pkc-00000.eu-central-1.aws.confluent.cloud:9092'],
      credentials,
    });

    const bucket = new s3.Bucket(this, 'EventsBucket', {
      versioned: true, // Amazon S3 Files requires it
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: RemovalPolicy.DESTROY, // a demo: its events go with it
      autoDeleteObjects: true,
    });

    const fileSystem = new S3FilesFileSystem(this, 'FileSystem', {
      bucket,
      vpcConfiguration: { vpc },
      synchronizationConfiguration: { dataExpiration: Duration.days(30) },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // POSIX user and owner 1000:1000, mode 755: the construct's defaults.
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });

    // As in the original demo, each record is a file: the layout brings its size classes `small/` (< 128 KiB) and `large/`,
    // their cache rules, and batches of 100. Without it small records would share files, which costs far less.
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: TOPIC,
      accessPoint,
      startingPosition: lambda.StartingPosition.LATEST,
      layout: FileLayout.perRecord(),
      format: this.format(props.recordFormat),
      role: props.ingestRoleName ? iam.Role.fromRoleName(this, 'IngestRole', props.ingestRoleName) : undefined,
      mountPath: '/mnt/events',
      metricsNamespace: METRICS_NAMESPACE,
    });

    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster,
      topic: REPLAY_TOPIC,
      accessPoint,
      directS3Read: DirectS3Read.DISABLED, // the demo measures reads of the file system, cold and warm
      mountPath: '/mnt/events',
      metricsNamespace: METRICS_NAMESPACE,
    });

    if (props.consumerGroups) {
      replayer.snapshot('Hourly', {
        schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
        groups: [props.consumerGroups],
      });
      replayer.drill('Monthly', {
        schedule: scheduler.ScheduleExpression.cron({ minute: '0', hour: '4', day: '1' }),
        window: Duration.hours(1),
        into: 'drill.{topic}',
      });
    }

    if (props.alarmEmail) {
      const alarmTopic = new sns.Topic(this, 'AlarmTopic', { enforceSSL: true });
      alarmTopic.addSubscription(new subscriptions.EmailSubscription(props.alarmEmail));
      new S3FilesMonitoring(this, 'Monitoring', {
        fileSystem,
        ingests: [ingest],
        replayers: [replayer],
        alarmTopic,
        alarms: {
          lagGrowing: { threshold: 5000 }, // the demo produces 2,000 records at once
          writeLatency: { enabled: false }, // the demo measures it, and nobody has to mend it
        },
      });
    }

    new CfnOutput(this, 'S3FilesFileSystemId', { value: fileSystem.fileSystemId });
    new CfnOutput(this, 'S3FilesFileSystemArn', { value: fileSystem.fileSystemArn });
    new CfnOutput(this, 'S3FilesAccessPointArn', { value: accessPoint.accessPointArn });
    new CfnOutput(this, 'EventsBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'EventsBucketArn', { value: bucket.bucketArn });
    new CfnOutput(this, 'ConfluentSecretArn', { value: credentials.secretArn });
    new CfnOutput(this, 'IngestFunctionName', { value: ingest.function.functionName });
    new CfnOutput(this, 'IngestFunctionArn', { value: ingest.function.functionArn });
    new CfnOutput(this, 'IngestLogGroupName', { value: ingest.logGroup.logGroupName });
    new CfnOutput(this, 'ReplayerFunctionName', { value: replayer.function.functionName });
    new CfnOutput(this, 'ReplayerFunctionArn', { value: replayer.function.functionArn });
    new CfnOutput(this, 'ReplayerLogGroupName', { value: replayer.logGroup.logGroupName });
    new CfnOutput(this, 'ReplayWorkflowArn', { value: replayer.workflow.stateMachineArn });
  }

  private format(name = 'value'): RecordFormat {
    switch (name) {
      case 'value':
        return RecordFormat.value();
      case 'envelope':
        return RecordFormat.envelope();
      default:
        throw new Error(`recordFormat is '${name}': give 'value' or 'envelope'`);
    }
  }

  private credentials(secretArn?: string): secretsmanager.ISecret {
    if (!secretArn) {
      return new secretsmanager.Secret(this, 'ConfluentCredentials', {
        description: 'Confluent Cloud API key: put your own into username and password',
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ endpoint: '', username: 'YOUR_API_KEY' }),
          generateStringKey: 'password',
        },
      });
    }
    // A full ARN ends in a hyphen and six random characters. Six lower case letters are rather a word of the secret's name.
    return /-(?![a-z]{6}$)[a-zA-Z0-9]{6}$/.test(secretArn)
      ? secretsmanager.Secret.fromSecretCompleteArn(this, 'ConfluentCredentials', secretArn)
      : secretsmanager.Secret.fromSecretPartialArn(this, 'ConfluentCredentials', secretArn);
  }
}
