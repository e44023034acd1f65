import type { Exception } from './exceptions';

/** Every finding of cdk-nag that stands in the templates of this library's constructs. An unused one fails the test. */
export const NAG_EXCEPTIONS: readonly Exception[] = [
  {
    rules: ['AwsSolutions-S1'],
    where: /(^|\/)(Files|FileSystem)\/Bucket\/Resource$/,
    reason:
      'Access logs need a second bucket, whose cost and retention nobody but the user can decide: who wants them gives a bucket that has them.',
  },
  {
    rules: ['AwsSolutions-SQS3'],
    where: /\/DeadLetterQueue\/Resource$/,
    reason:
      'It is a dead-letter queue itself. The rule knows those of queues and functions, and not those of the schedules of Amazon EventBridge Scheduler.',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
      'AwsSolutions-IAM5[Action::s3:GetObject*]',
      'AwsSolutions-IAM5[Action::s3:List*]',
      'AwsSolutions-IAM5[Action::s3:PutObject*]',
      'AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/*]',
    ],
    where: /(^|\/)(Files|FileSystem)\/ServiceRole\/Resource$/,
    reason:
      'The permissions that the service documents for its role, in their own words, on the objects of this one bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:*:*:rule/DO-NOT-DELETE-S3-Files*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:*:*:rule/*]',
    ],
    where: /(^|\/)(Files|FileSystem)\/ServiceRole\/Resource$/,
    reason:
      'The service names its EventBridge rules itself, and finds them by listing; as documented on the same page.',
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]',
    ],
    where: /\/Handler\/Function\/ServiceRole\/Resource$/,
    reason:
      'lambda.Function attaches both to every role that it makes. A network interface has no ARN before it exists, so that its actions name every resource; logs could be narrowed to one group only by a role of our own, which would then lack what CDK adds to its own.',
  },
  {
    rules: ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'],
    where: /^AWS679f53fac002430cb0da5b7982bd2287\/ServiceRole\/Resource$/,
    reason:
      "The function of CDK's AwsCustomResource is one for all such resources of a stack, the user's own among them, and has the role of the first: CDK makes it with this policy, and a role of ours would become theirs too.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    where: /\/Handler\/Function\/ServiceRole\/DefaultPolicy\/Resource$/,
    reason:
      'What has no resource. With tracing: the two actions of AWS X-Ray that send segments, from lambda.Function. With brokers inside a VPC: the four actions of Amazon EC2 by which pollers find their network. With tokens of AWS STS: the action that issues them, narrowed by conditions to the audience of the brokers.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*]'],
    where: /\/Handler\/Function\/ServiceRole\/DefaultPolicy\/Resource$/,
    reason:
      'Pollers of brokers inside a VPC make network interfaces, whose ids are not known before; the narrowest form that AWS Lambda takes: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::arn:aws:kafka:eu-central-1:123456789012:group/orders/0a1b2c3d-4e5f-1/*]'],
    where: /\/Handler\/Function\/ServiceRole\/DefaultPolicy\/Resource$/,
    reason:
      'Without a consumer group of the user AWS Lambda makes one, and names it when the mapping is made: any group of this one cluster.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/events/*]'],
    where: /Role\/DefaultPolicy\/Resource$/,
    reason:
      'Only with direct reads: Amazon S3 knows nothing of access points, so that the keys below the directory of one are what can be named.',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/events/small/*]',
      'AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/events/large/*]',
    ],
    where: /^Analyst\/DefaultPolicy\/Resource$/,
    reason:
      'Whoever queries the table reads its rows, which are the objects of its size classes: only the beginnings of their keys can be named.',
  },
  {
    rules: ['AwsSolutions-S1'],
    where: /(^|\/)Replayer\/Workflow\/Bucket\/Resource$/,
    reason:
      'What a replay planned and what came of it, for a month: access logs would need a second bucket, as above. Who wants them gives a bucket that has them.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/runs/*]'],
    where: /(^|\/)Replayer\/(Handler\/Function\/Service|Workflow\/)Role\/DefaultPolicy\/Resource$/,
    reason:
      "A run's objects stand below the name of its execution, which nobody knows before. Where the user gives the bucket, its other objects are not reached.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AWS::S3::Bucket.Arn>/snapshots/*]'],
    where: /(^|\/)Replayer\/Handler\/Function\/ServiceRole\/DefaultPolicy\/Resource$/,
    reason:
      'A snapshot stands below the id of its cluster, which only the cluster tells, and the time at which it was taken.',
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<AWS::StepFunctions::StateMachine.Name>:*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<AWS::StepFunctions::StateMachine.Name>/*]',
    ],
    where: /(^|\/)Replayer\/Workflow\/Parts\/Resource$/,
    reason:
      'The parts of a distributed map are executions of the same state machine, named by the service when they start; as documented: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html',
  },
  {
    rules: ['AwsSolutions-SF1'],
    where: /(^|\/)Replayer\/Workflow\/StateMachine\/Resource$/,
    reason:
      'Step Functions keeps the whole history of an execution of the standard type for 90 days, and the bucket what came of it. Logs cost something on top, and `logs` asks for them.',
  },
  {
    rules: ['AwsSolutions-SF2'],
    where: /(^|\/)Replayer\/Workflow\/StateMachine\/Resource$/,
    reason: 'The state machine is traced where the function is, with `tracing`: half a trace is of no use.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    where: /(^|\/)Replayer\/Workflow\/Role\/DefaultPolicy\/Resource$/,
    reason:
      'Only with `logs` or tracing, and granted by sfn.StateMachine: the deliveries of logs and the segments of AWS X-Ray have no resource.',
  },
  {
    rules: ['AwsSolutions-S1', 'AwsSolutions-S10'],
    where: /^EventsBucket\/(Policy\/)?Resource$/,
    reason:
      'The bucket of the example app, as plain as that of the demo which it rebuilds. The bucket that the library makes refuses what is not TLS.',
  },
];
