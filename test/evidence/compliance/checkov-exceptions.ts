import type { Exception } from './exceptions';

const CUSTOM_RESOURCES =
  /^(AWS679f53fac002430cb0da5b7982bd2287\/Resource|Custom::S3AutoDeleteObjectsCustomResourceProvider\/Handler)$/;
const HANDLERS = /\/Handler\/Function\/Resource$/;

/** Every finding of checkov that stands. An unused one fails the run. */
export const CHECKOV_EXCEPTIONS: readonly Exception[] = [
  {
    rules: ['CKV_AWS_18'], // access logs of a bucket
    where: /(^|\/)((Files|FileSystem)\/Bucket|Replayer\/Workflow\/Bucket|EventsBucket)\/Resource$/,
    reason:
      'Access logs need a second bucket, whose cost and retention nobody but the user can decide: who wants them gives a bucket that has them.',
  },
  {
    rules: ['CKV_AWS_21'], // versions of a bucket
    where: /(^|\/)Replayer\/Workflow\/Bucket\/Resource$/,
    reason:
      'The plans and results of runs, which expire: an earlier version of them is of no use to anybody, and would be kept beyond the retention that was asked for. The bucket of the files is versioned.',
  },
  {
    rules: ['CKV_AWS_27'], // encryption of a queue
    where: /\/DeadLetterQueue\/Resource$/,
    reason:
      "It is encrypted by the keys of Amazon SQS (`SqsManagedSseEnabled`), which the rule does not know. A key of the user's own comes with a queue of the user's own: `deadLetterQueue`.",
  },
  {
    rules: ['CKV_AWS_116'], // a dead letter queue of a function
    where: HANDLERS,
    reason:
      'Such a queue gets the events of asynchronous invocations, and there are none: pollers invoke the ingest, whose failures go to `onFailure`, and AWS Step Functions the replayer, and both wait for the answer.',
  },
  {
    rules: ['CKV_AWS_116'],
    where: CUSTOM_RESOURCES,
    reason:
      'A function of CDK, which tells AWS CloudFormation of a failure: the deployment fails, and nobody would read the queue.',
  },
  {
    rules: ['CKV_AWS_115'], // reserved concurrency of a function
    where: HANDLERS,
    reason:
      "A reservation is taken from what all functions of the account share, which only the user can decide, by `reservedConcurrentExecutions`. Without one the ingest is bounded by the topic's partitions, and the replayer by `maxConcurrency` of its workflow.",
  },
  {
    rules: ['CKV_AWS_115'],
    where: CUSTOM_RESOURCES,
    reason: 'A function of CDK, which AWS CloudFormation invokes once for each resource that changes.',
  },
  {
    rules: ['CKV_AWS_117'], // a VPC of a function
    where: CUSTOM_RESOURCES,
    reason:
      'A function of CDK, which calls AWS alone, and answers AWS CloudFormation; in a VPC it would need ways out to both. The functions that mount are in one.',
  },
  {
    rules: ['CKV_AWS_158'], // a log group's key
    where: /\/Handler\/LogGroup\/Resource$/,
    reason:
      "Amazon CloudWatch encrypts every log, with a key of its own. No record's key, header or value is logged. Who wants a key of theirs gives a `logGroup` that has one.",
  },
  {
    rules: ['CKV_AWS_173'], // a key for environment variables
    where: HANDLERS,
    reason:
      'AWS Lambda encrypts every variable, with a key of its own. What stands there is no secret: the ARNs of secrets, names, and settings.',
  },
  {
    rules: ['CKV_AWS_149'], // a secret's key
    where: /(^|\/)(Confluent)?Credentials\/Resource$/,
    reason:
      "The secret of the app: AWS Secrets Manager encrypts it, with the account's key. With a key of the user the library grants decrypting as well.",
  },
  {
    rules: ['CKV_AWS_18', 'CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56'],
    where: /^(Bucket|Runs)\/Resource$/,
    reason:
      "A bucket of the user in the apps that are looked at, to which the library adds nothing: its settings are the user's.",
  },
  {
    rules: ['CKV_AWS_21'],
    where: /^Runs\/Resource$/,
    reason: 'The same.',
  },
  {
    rules: ['CKV_AWS_158'],
    where: /^Log\/Resource$/,
    reason: 'A log group of the user, likewise.',
  },
  {
    rules: ['CKV_AWS_115', 'CKV_AWS_116'],
    where: /^Function\/Resource$/,
    reason: 'A function of the user that something is mounted on, likewise.',
  },
  {
    rules: ['CKV_AWS_65'], // insights of a cluster
    where: /^Cluster\/Resource$/,
    reason: 'A cluster of Amazon ECS of the user, likewise.',
  },
];
