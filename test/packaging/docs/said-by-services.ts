const LAMBDA_METRICS = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const S3_FILES = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const RESOURCES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** The words in the runbooks that are not in the library's code, and the pages on which the service defines them. */
export const SAID_BY_SERVICES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': `${RESOURCES}/aws-resource-lambda-function.html`,
  'AWS::SQS::Queue': `${RESOURCES}/aws-resource-sqs-queue.html`,
  'AWS::StepFunctions::StateMachine': `${RESOURCES}/aws-resource-stepfunctions-statemachine.html`,
  'AWS/Lambda': LAMBDA_METRICS,
  DroppedEventCount: LAMBDA_METRICS,
  PollingErrorCount: LAMBDA_METRICS,
  Throttles: LAMBDA_METRICS,
  MaximumPollers: 'https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html',
  LATEST: 'https://docs.aws.amazon.com/lambda/latest/dg/kafka-starting-positions.html',
  's3files:GetSynchronizationConfiguration': `${S3_FILES}/s3-files-synchronization-customizing.html`,
  's3files:PutSynchronizationConfiguration': `${S3_FILES}/s3-files-synchronization-customizing.html`,
  '.s3files-lost+found-<file system>': `${S3_FILES}/s3-files-synchronization.html`,
  FileSystemHasPendingExport: 'https://github.com/hashicorp/terraform-provider-aws/issues/48725',
  TIMED_OUT: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html',
  'cdk destroy': 'https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-destroy.html',
  'RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE':
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.RemovalPolicy.html',
};
