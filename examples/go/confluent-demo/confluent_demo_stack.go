package main

import (
	"cmp"
	"fmt"
	"regexp"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsscheduler"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-s3files/cdk-s3files-go/cdks3files"
)

const (
	topic             = "s3files-demo-events"
	replayTopic       = "s3files-demo-events-replay"
	metricsNamespace  = "S3FilesDemo"
	mountPath         = "/mnt/events"
	placeholderServer = "pkc-00000.eu-central-1.aws.confluent.cloud:9092"
)

// A full ARN ends in a hyphen and six random characters. Six lower case letters are rather a word of the secret's name.
var (
	completeArn = regexp.MustCompile(`-[a-zA-Z0-9]{6}$`)
	wordAtEnd   = regexp.MustCompile(`-[a-z]{6}$`)
)

// confluentDemoStackProps is what the context chooses; an empty string is a choice that was not made.
type confluentDemoStackProps struct {
	awscdk.StackProps
	// The name of an existing VPC with private subnets. Without it the stack makes a VPC.
	vpcName string
	// The ARN of a secret {"endpoint", "username", "password"}. Without it the stack makes one to fill in.
	confluentSecretArn string
	// The cluster's bootstrap server, pkc-….confluent.cloud:9092.
	kafkaBootstrapServer string
	// What a file holds: "value" (the record's value as it is) or "envelope" (the whole record as JSON).
	recordFormat string
	// The name of an existing role for the ingest function. Without it the stack makes one.
	ingestRoleName string
	// Who gets the alarms by email. Without it there is no monitoring.
	alarmEmail string
	// The consumer groups, by a name or a pattern, that a restore brings back. With them a restore is practised each month.
	consumerGroups string
}

// newConfluentDemoStack turns events of a Confluent Cloud topic into files on Amazon S3 Files, and publishes them to a
// second topic again.
func newConfluentDemoStack(scope constructs.Construct, id string, props *confluentDemoStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	vpc := network(stack, props.vpcName)

	secret := credentials(stack, props.confluentSecretArn)
	cluster := cdks3files.KafkaCluster_ConfluentCloud(&cdks3files.ConfluentCloudClusterProps{
		BootstrapServers: jsii.Strings(cmp.Or(props.kafkaBootstrapServer, placeholderServer)),
		Credentials:      secret,
	})

	bucket := awss3.NewBucket(stack, jsii.String("EventsBucket"), &awss3.BucketProps{
		Versioned:         jsii.Bool(true), // Amazon S3 Files requires it
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		LifecycleRules: &[]*awss3.LifecycleRule{{
			Expiration:                  awscdk.Duration_Days(jsii.Number(90)),
			NoncurrentVersionExpiration: awscdk.Duration_Days(jsii.Number(1)),
		}},
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY, // a demo: its events go with it
		AutoDeleteObjects: jsii.Bool(true),
	})

	fileSystem := cdks3files.NewS3FilesFileSystem(stack, jsii.String("FileSystem"), &cdks3files.S3FilesFileSystemProps{
		Bucket:           bucket,
		VpcConfiguration: &cdks3files.VpcConfiguration{Vpc: vpc},
		SynchronizationConfiguration: &cdks3files.SynchronizationConfiguration{
			DataExpiration: awscdk.Duration_Days(jsii.Number(30)),
		},
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	// POSIX user and owner 1000:1000, mode 755: the construct's defaults.
	accessPoint := fileSystem.AddAccessPoint(jsii.String("Events"), &cdks3files.AccessPointOptions{
		Path: jsii.String("/events"),
	})

	// As in the original demo, each record is a file: the layout brings its size classes `small/` (< 128 KiB) and `large/`,
	// their cache rules, and batches of 100. Without it small records would share files, which costs far less.
	ingest := cdks3files.NewKafkaToS3FilesIngest(stack, jsii.String("Ingest"), &cdks3files.KafkaToS3FilesIngestProps{
		Vpc:              vpc,
		Cluster:          cluster,
		Topic:            jsii.String(topic),
		AccessPoint:      accessPoint,
		StartingPosition: awslambda.StartingPosition_LATEST,
		Layout:           cdks3files.FileLayout_PerRecord(nil),
		Format:           recordFormat(props.recordFormat),
		Role:             role(stack, props.ingestRoleName),
		MountPath:        jsii.String(mountPath),
		MetricsNamespace: jsii.String(metricsNamespace),
	})

	replayer := cdks3files.NewS3FilesReplayer(stack, jsii.String("Replayer"), &cdks3files.S3FilesReplayerProps{
		Vpc:         vpc,
		Cluster:     cluster,
		Topic:       jsii.String(replayTopic),
		AccessPoint: accessPoint,
		// The demo measures reads of the file system, cold and warm.
		DirectS3Read:     cdks3files.DirectS3Read_DISABLED,
		MountPath:        jsii.String(mountPath),
		MetricsNamespace: jsii.String(metricsNamespace),
	})

	if props.consumerGroups != "" {
		replayer.Snapshot(jsii.String("Hourly"), &cdks3files.SnapshotScheduleOptions{
			Schedule: awsscheduler.ScheduleExpression_Rate(awscdk.Duration_Hours(jsii.Number(1))),
			Groups:   jsii.Strings(props.consumerGroups),
		})
		replayer.Drill(jsii.String("Monthly"), &cdks3files.DrillScheduleOptions{
			Schedule: awsscheduler.ScheduleExpression_Cron(&awsscheduler.CronOptionsWithTimezone{
				Minute: jsii.String("0"),
				Hour:   jsii.String("4"),
				Day:    jsii.String("1"),
			}),
			Window: awscdk.Duration_Hours(jsii.Number(1)),
			Into:   jsii.String("drill.{topic}"),
		})
	}

	if props.alarmEmail != "" {
		alarmTopic := awssns.NewTopic(stack, jsii.String("AlarmTopic"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
		alarmTopic.AddSubscription(awssnssubscriptions.NewEmailSubscription(&props.alarmEmail, nil))
		cdks3files.NewS3FilesMonitoring(stack, jsii.String("Monitoring"), &cdks3files.S3FilesMonitoringProps{
			FileSystem: fileSystem,
			Ingests:    &[]cdks3files.KafkaToS3FilesIngest{ingest},
			Replayers:  &[]cdks3files.S3FilesReplayer{replayer},
			AlarmTopic: alarmTopic,
			Alarms: &cdks3files.S3FilesMonitoringAlarms{
				// The demo produces 2,000 records at once.
				LagGrowing: &cdks3files.S3FilesAlarmOptions{Threshold: jsii.Number(5000)},
				// The demo measures it, and nobody has to mend it.
				WriteLatency: &cdks3files.S3FilesAlarmOptions{Enabled: jsii.Bool(false)},
			},
		})
	}

	output(stack, "S3FilesFileSystemId", fileSystem.FileSystemId())
	output(stack, "S3FilesFileSystemArn", fileSystem.FileSystemArn())
	output(stack, "S3FilesAccessPointArn", accessPoint.AccessPointArn())
	output(stack, "EventsBucketName", bucket.BucketName())
	output(stack, "EventsBucketArn", bucket.BucketArn())
	output(stack, "ConfluentSecretArn", secret.SecretArn())
	output(stack, "IngestFunctionName", ingest.Function().FunctionName())
	output(stack, "IngestFunctionArn", ingest.Function().FunctionArn())
	output(stack, "IngestLogGroupName", ingest.LogGroup().LogGroupName())
	output(stack, "ReplayerFunctionName", replayer.Function().FunctionName())
	output(stack, "ReplayerFunctionArn", replayer.Function().FunctionArn())
	output(stack, "ReplayerLogGroupName", replayer.LogGroup().LogGroupName())
	output(stack, "ReplayWorkflowArn", replayer.Workflow().StateMachineArn())

	return stack
}

func network(stack awscdk.Stack, vpcName string) awsec2.IVpc {
	if vpcName == "" {
		return awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{
			MaxAzs:      jsii.Number(2),
			NatGateways: jsii.Number(1),
		})
	}
	return awsec2.Vpc_FromLookup(stack, jsii.String("Vpc"), &awsec2.VpcLookupOptions{VpcName: &vpcName})
}

func credentials(stack awscdk.Stack, secretArn string) awssecretsmanager.ISecret {
	id := jsii.String("ConfluentCredentials")
	if secretArn == "" {
		return awssecretsmanager.NewSecret(stack, id, &awssecretsmanager.SecretProps{
			Description: jsii.String("Confluent Cloud API key: put your own into username and password"),
			GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
				SecretStringTemplate: jsii.String(`{"endpoint":"","username":"YOUR_API_KEY"}`),
				GenerateStringKey:    jsii.String("password"),
			},
		})
	}
	if completeArn.MatchString(secretArn) && !wordAtEnd.MatchString(secretArn) {
		return awssecretsmanager.Secret_FromSecretCompleteArn(stack, id, &secretArn)
	}
	return awssecretsmanager.Secret_FromSecretPartialArn(stack, id, &secretArn)
}

func role(stack awscdk.Stack, name string) awsiam.IRole {
	if name == "" {
		return nil
	}
	return awsiam.Role_FromRoleName(stack, jsii.String("IngestRole"), &name, nil)
}

func recordFormat(name string) cdks3files.RecordFormat {
	switch name {
	case "", "value":
		return cdks3files.RecordFormat_Value(nil)
	case "envelope":
		return cdks3files.RecordFormat_Envelope()
	default:
		panic(fmt.Sprintf("recordFormat is '%s': give 'value' or 'envelope'", name))
	}
}

func output(stack awscdk.Stack, id string, value *string) {
	awscdk.NewCfnOutput(stack, &id, &awscdk.CfnOutputProps{Value: value})
}
