/** A permission that reaches every resource, where it is and why there is no other way. */
export interface WidePermission {
  /** The action, or the managed policy. */
  readonly permission: string;
  readonly where: string;
  readonly reason: string;
}

export const WIDE_PERMISSIONS: readonly WidePermission[] = [
  {
    permission: 'AWSLambdaVPCAccessExecutionRole',
    where: 'functions of ingest and replayer',
    reason:
      'A managed policy that CDK attaches to every function in a VPC: Lambda makes and deletes network interfaces by it, which have no ARN before they exist.',
  },
  {
    permission: 'AWSLambdaBasicExecutionRole',
    where: 'functions of ingest, replayer and the custom resource',
    reason: 'A managed policy that CDK attaches to every function: its logs.',
  },
  {
    permission: 'xray:PutTraceSegments',
    where: 'functions with tracing, and the state machine of such a replayer',
    reason: 'Sent segments have no resource. Granted with `tracing` only.',
  },
  {
    permission: 'xray:PutTelemetryRecords',
    where: 'functions with tracing, and the state machine of such a replayer',
    reason: 'The same.',
  },
  {
    permission: 'xray:GetSamplingRules',
    where: 'the state machine of a replayer with tracing',
    reason: 'CDK grants it to every state machine that is traced; AWS X-Ray knows no resources for sampling.',
  },
  {
    permission: 'xray:GetSamplingTargets',
    where: 'the state machine of a replayer with tracing',
    reason: 'The same.',
  },
  {
    permission: 'logs:CreateLogDelivery',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason:
      'CDK grants it to every state machine that logs: a delivery of logs has no resource. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  },
  {
    permission: 'logs:GetLogDelivery',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:UpdateLogDelivery',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:DeleteLogDelivery',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:ListLogDeliveries',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:PutResourcePolicy',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:DescribeResourcePolicies',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'logs:DescribeLogGroups',
    where: 'the state machine of a replayer with `workflow.logs`',
    reason: 'The same.',
  },
  {
    permission: 'sts:GetWebIdentityToken',
    where: 'functions of ingest and replayer, with `KafkaAuthentication.iamOauthBearer`',
    reason:
      'AWS STS knows no resource for it: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html. Conditions narrow it to the audience of the brokers, and for the replayer to the algorithm and the time that it asks for.',
  },
  {
    permission: 'ec2:DescribeNetworkInterfaces',
    where: 'the ingest function, with brokers inside a VPC',
    reason: 'Pollers of AWS Lambda find their network by it; Amazon EC2 knows no resources for what describes.',
  },
  {
    permission: 'ec2:DescribeSecurityGroups',
    where: 'the ingest function, with brokers inside a VPC',
    reason: 'The same.',
  },
  {
    permission: 'ec2:DescribeSubnets',
    where: 'the ingest function, with brokers inside a VPC',
    reason: 'The same.',
  },
  {
    permission: 'ec2:DescribeVpcs',
    where: 'the ingest function, with brokers inside a VPC',
    reason: 'The same.',
  },
];
