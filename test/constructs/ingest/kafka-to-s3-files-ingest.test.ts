import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnParameter, Duration, Size, type Stack, Token } from 'aws-cdk-lib/core';
import {
  DirectS3Read,
  FileLayout,
  ImportDataRuleTrigger,
  type KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesSynchronization,
  type SizeClass,
  ValueExtension,
} from '../../../src';
import {
  actionsOf,
  newCluster,
  newStack,
  newVpcWithPublicSubnets,
  stableTemplate,
  statements,
  warnings,
} from '../support/stacks';

let stack: Stack;
let vpc: ec2.Vpc;
let cluster: KafkaCluster;
beforeEach(() => {
  stack = newStack();
  vpc = newVpcWithPublicSubnets(stack);
  cluster = newCluster(stack);
});

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  return new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', ...props });
}

function importRules(): { prefix: string; sizeLessThan: number; trigger: string }[] {
  const resources = Template.fromStack(stack).findResources('Custom::S3FilesSynchronization');
  return JSON.parse(Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules)
    .importDataRules;
}

function environment(): Record<string, string> {
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.find(({ Properties }) => Properties.FileSystemConfigs)?.Properties.Environment.Variables;
}

test('the template of the short way', () => {
  ingest();
  expect(stableTemplate(stack)).toMatchSnapshot();
});

describe('the short way', () => {
  test('makes a bucket, a file system and an access point at /events, where the function may write', () => {
    const made = ingest();
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::AccessPoint', {
      RootDirectory: { Path: '/events' },
    });
    expect(made.accessPoint.rootDirectory).toBe('/events');
    expect(made.fileSystem).toBe(made.accessPoint.fileSystem);
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({ Action: ['s3files:ClientMount', 's3files:ClientWrite'] }),
    );
  });

  test('grants nothing on all buckets, and no root access', () => {
    ingest();
    const actions = statements(stack).flatMap(actionsOf);
    expect(actions).not.toContain('s3:*');
    expect(actions).not.toContain('s3files:ClientRootAccess');
    expect(statements(stack).map(({ Resource }) => Resource)).not.toContain('*');
  });

  test('puts the mount targets in the subnets of the function', () => {
    ingest({ vpcSubnets: { availabilityZones: vpc.availabilityZones.slice(0, 1) } });
    Template.fromStack(stack).resourceCountIs('AWS::S3Files::MountTarget', 1);
  });
});

describe('the composed way', () => {
  test('writes by the access point that is given', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Data', { path: '/data' });
    const made = ingest({ accessPoint, mountPath: '/mnt/data' });
    expect(made.accessPoint).toBe(accessPoint);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3Files::AccessPoint', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      FileSystemConfigs: [{ Arn: stack.resolve(accessPoint.accessPointArn), LocalMountPath: '/mnt/data' }],
      Environment: { Variables: Match.objectLike({ MOUNT_PATH: '/mnt/data' }) },
    });
  });
});

describe('the event source mapping', () => {
  test('reads from the beginning, 10,000 or 30 seconds at a time, with 1 to 5 pollers and partial answers', () => {
    ingest();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      Topics: ['events'],
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 30,
      ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      SelfManagedEventSource: {
        Endpoints: { KafkaBootstrapServers: ['pkc-00000.eu-central-1.aws.confluent.cloud:9092'] },
      },
      SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: Match.anyValue() }],
    });
  });

  test.each([
    ['a file a record', { layout: FileLayout.perRecord() }, 100, undefined],
    ['values alone', { format: RecordFormat.value() }, 100, undefined],
    ['batches that were chosen', { batchSize: 500, maxBatchingWindow: Duration.seconds(5) }, 500, 5],
    ['a window that was chosen', { maxBatchingWindow: Duration.seconds(5) }, 10_000, 5],
  ])('of %s has batches of its own', (_, props, records, seconds) => {
    ingest(props);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: records,
      MaximumBatchingWindowInSeconds: seconds ?? Match.absent(),
    });
  });

  test('there is one for each of several topics, and one function', () => {
    const made = ingest({ topic: undefined, topics: ['orders', 'returns'] });
    expect(made.eventSourceMappings).toHaveLength(2);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { Topics: ['orders'] });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { Topics: ['returns'] });
  });

  test('takes a topic that is known at deployment only', () => {
    ingest({ topic: new CfnParameter(stack, 'Topic').valueAsString });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', { Topics: [{ Ref: 'Topic' }] });
  });
});

describe('the function', () => {
  test('runs on Node.js 24 with a processor of its own, and a thread for each file in flight', () => {
    const made = ingest();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 1769,
      Timeout: 300,
      LoggingConfig: { LogGroup: stack.resolve(made.logGroup.logGroupName) },
    });
    const { UV_THREADPOOL_SIZE, MAX_FILES_IN_FLIGHT } = environment();
    expect(Number(UV_THREADPOOL_SIZE)).toBeGreaterThan(Number(MAX_FILES_IN_FLIGHT));
  });

  test('takes what a function takes', () => {
    const logGroup = new logs.LogGroup(stack, 'Own');
    const made = ingest({
      memorySize: 3008,
      timeout: Duration.minutes(1),
      architecture: lambda.Architecture.X86_64,
      runtime: lambda.Runtime.NODEJS_22_X,
      reservedConcurrentExecutions: 7,
      tracing: lambda.Tracing.ACTIVE,
      environment: { OWN: 'yes' },
      logGroup,
    });
    expect(made.logGroup).toBe(logGroup);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 3008,
      Timeout: 60,
      Architectures: ['x86_64'],
      Runtime: 'nodejs22.x',
      ReservedConcurrentExecutions: 7,
      TracingConfig: { Mode: 'Active' },
    });
    expect(environment()).toMatchObject({ OWN: 'yes', MOUNT_PATH: '/mnt/events' });
  });

  test.each<[string, logs.RetentionDays | undefined, number]>([
    ['a month', undefined, 30],
    ['as long as asked', logs.RetentionDays.ONE_DAY, 1],
  ])('has its logs kept for %s', (_, logRetention, days) => {
    ingest({ logRetention });
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: days },
      DeletionPolicy: 'Delete',
    });
  });

  test('takes no retention for a log group that is given', () => {
    const logGroup = new logs.LogGroup(stack, 'Own');
    expect(() => ingest({ logGroup, logRetention: logs.RetentionDays.ONE_DAY })).toThrow(
      "'logRetention' was given with log group 'Stack/Own', which has its own",
    );
  });

  test('is told what to write, where and how', () => {
    ingest({
      sizeClasses: [{ name: 'all', prefix: 'all/' }],
      layout: FileLayout.perRecord({ shards: 1 }),
      format: RecordFormat.value({ extension: ValueExtension.BIN }),
      metricsNamespace: 'Mine',
    });
    const variables = environment();
    expect(JSON.parse(variables.SIZE_CLASSES ?? '')).toEqual([{ name: 'all', prefix: 'all/' }]);
    expect(JSON.parse(variables.LAYOUT ?? '')).toMatchObject({ type: 'perRecord', shards: 1 });
    expect(JSON.parse(variables.RECORD_FORMAT ?? '')).toEqual({ type: 'value', extension: '.bin' });
    expect(variables.METRICS_NAMESPACE).toBe('Mine');
  });
});

describe('the rules of the fast storage', () => {
  const onAccess = { trigger: 'ON_FILE_ACCESS' };

  const rootRule = { prefix: '', sizeLessThan: 131072, trigger: 'ON_DIRECTORY_FIRST_ACCESS' };

  test("are one for all size classes, at the key of the access point's root", () => {
    ingest();
    expect(importRules()).toEqual([rootRule, { prefix: 'events/', sizeLessThan: 131072, ...onAccess }]);
  });

  test('are one for each class where each record is a file', () => {
    ingest({ layout: FileLayout.perRecord(), format: RecordFormat.value() });
    expect(importRules()).toEqual([
      rootRule,
      { prefix: 'events/large/', sizeLessThan: 2097152, ...onAccess },
      { prefix: 'events/small/', sizeLessThan: 131072, ...onAccess },
    ]);
  });

  test("and below the file system's prefix", () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { prefix: 'landing/', vpcConfiguration: { vpc } });
    ingest({ accessPoint: fileSystem.addAccessPoint('Data', { path: '/a/b' }) });
    expect(importRules().map(({ prefix }) => prefix)).toEqual(['landing/', 'landing/a/b/']);
  });

  test('at the root of the file system too', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    ingest({ accessPoint: fileSystem.addAccessPoint('Root') });
    expect(importRules()).toEqual([{ prefix: '', sizeLessThan: 131072, ...onAccess }]);
  });

  test.each(['/events', '/'])('follow a root directory that only the deployment knows, such as %s', (path) => {
    const parameter = new CfnParameter(stack, 'Path').valueAsString;
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    ingest({ accessPoint: fileSystem.addAccessPoint('Data', { path: parameter }) });
    const resources = Template.fromStack(stack).findResources('Custom::S3FilesSynchronization');
    const text = Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules;
    const prefixes = JSON.parse(deployed(text, { Path: path })).importDataRules.map(
      ({ prefix }: { prefix: string }) => prefix,
    );
    expect(prefixes.sort()).toEqual(['', path === '/' ? '' : 'events/']);
  });

  /** Evaluates the intrinsic functions of a value as CloudFormation does. */
  function deployed(value: unknown, parameters: Record<string, string>): string {
    const evaluate = (part: unknown): unknown => {
      const [[name, given]] = typeof part === 'object' && part !== null ? Object.entries(part) : [['', part]];
      switch (name) {
        case 'Ref':
          return parameters[String(given)];
        case 'Fn::Join':
          return [evaluate(given[1]) as string[]].flat().map(evaluate).join(given[0]);
        case 'Fn::Split':
          return String(evaluate(given[1])).split(given[0]);
        default:
          return part;
      }
    };
    return String(evaluate(value));
  }

  const all = { name: 'all', prefix: 'all/' };

  test('there is one for a class that asks for more, by the size of its files', () => {
    ingest({ sizeClasses: [{ ...all, cacheSizeLessThan: Size.mebibytes(2) }] });
    expect(importRules()).toEqual([rootRule, { prefix: 'events/all/', sizeLessThan: expect.any(Number), ...onAccess }]);
    expect(importRules()[1]?.sizeLessThan).toBeGreaterThan(2 ** 21);
  });

  test('there is none for a class that asks for none', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Root');
    ingest({ accessPoint, sizeClasses: [{ ...all, cacheSizeLessThan: Size.bytes(0) }] });
    Template.fromStack(stack).resourceCountIs('Custom::S3FilesSynchronization', 0);
  });

  test('beside a class that asks for none, the others have theirs for themselves', () => {
    ingest({
      sizeClasses: [
        { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(1), cacheSizeLessThan: Size.bytes(0) },
        { name: 'large', prefix: 'large/' },
      ],
    });
    expect(importRules()).toEqual([rootRule, { prefix: 'events/large/', sizeLessThan: 131072, ...onAccess }]);
  });

  test.each([undefined, Size.bytes(0)])('a trigger without a rule is refused (%s)', (cacheSizeLessThan) => {
    const cacheTrigger = ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS;
    expect(() => ingest({ sizeClasses: [{ ...all, cacheTrigger, cacheSizeLessThan }] })).toThrow(
      "cacheTrigger of size class 'all' would be ignored",
    );
  });

  test('two ingests on one access point share theirs', () => {
    const { accessPoint } = ingest();
    new KafkaToS3FilesIngest(stack, 'Second', { vpc, cluster, topic: 'orders', accessPoint });
    expect(importRules()).toHaveLength(2);
  });

  test('give way to a rule of the user for the same directory, whichever comes first', () => {
    const mine = { prefix: 'events/', sizeLessThan: Size.mebibytes(1), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS };
    const { fileSystem } = ingest();
    fileSystem.addImportDataRule(mine);
    new KafkaToS3FilesIngest(stack, 'Second', { vpc, cluster, topic: 'orders', accessPoint: given() });
    expect(importRules()).toEqual([rootRule, { prefix: 'events/', sizeLessThan: 2 ** 20, ...onAccess }]);

    function given() {
      return fileSystem.node.findChild('Events') as S3FilesAccessPoint;
    }
  });

  test('any number of ingests on one file system need no more than the rule that covers them', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    ingest({ accessPoint: fileSystem.addAccessPoint('Root') });
    for (let number = 0; number < 20; number++) {
      const accessPoint = fileSystem.addAccessPoint(`Events${number}`, { path: `/events-${number}` });
      new KafkaToS3FilesIngest(stack, `Ingest${number}`, { vpc, cluster, topic: 'orders', accessPoint });
    }
    expect(importRules()).toEqual([{ prefix: '', sizeLessThan: 131072, ...onAccess }]);
  });

  test('nor more than ten, each with an access point of its own', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    for (let number = 0; number < 12; number++) {
      const accessPoint = fileSystem.addAccessPoint(`Events${number}`, { path: `/events-${number}` });
      new KafkaToS3FilesIngest(stack, `Ingest${number}`, { vpc, cluster, topic: `orders-${number}`, accessPoint });
    }
    expect(importRules()).toEqual([{ prefix: '', sizeLessThan: 131072, ...onAccess }]);
  });

  test('beyond ten different ones the error lists who asked for which, and the ways out', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const pair = (number: number) =>
      ['small', 'large'].map((name, index) => ({
        name,
        prefix: `${name}/`,
        sizeLessThan: index === 0 ? Size.kibibytes(1) : undefined,
        cacheSizeLessThan: Size.mebibytes(2 + 2 * number + index),
      }));
    for (let number = 0; number < 10; number++) {
      const accessPoint = fileSystem.addAccessPoint(`Events${number}`, { path: `/events-${number}` });
      const sizeClasses = number < 5 ? pair(number) : undefined;
      new KafkaToS3FilesIngest(stack, `Ingest${number}`, { vpc, cluster, topic: 'orders', accessPoint, sizeClasses });
    }
    const synthesize = () => Template.fromStack(stack);
    expect(synthesize).toThrow('has 11 import rules, and the service takes 10');
    expect(synthesize).toThrow(/'events-3\/small\/' below \d+ bytes ON_FILE_ACCESS, asked for by Stack\/Ingest3/);
    expect(synthesize).toThrow("for their common directory or for the root ''");
    expect(synthesize).toThrow("let size classes make no rule by 'cacheSizeLessThan: Size.bytes(0)'");
  });

  test('on an imported file system they are not applied, which a warning says', () => {
    const accessPoint = importedAccessPoint();
    ingest({ accessPoint });
    expect(warnings(stack)).toContainEqual(expect.stringContaining('rules for its fast storage are not applied'));
  });

  test('unless an S3FilesSynchronization owns its rules', () => {
    const accessPoint = importedAccessPoint();
    new S3FilesSynchronization(stack, 'Sync', { fileSystem: accessPoint.fileSystem });
    ingest({ accessPoint });
    expect(importRules().map(({ prefix }) => prefix)).toEqual(['', 'events/']);
    expect(warnings(stack)).not.toContainEqual(expect.stringContaining('not applied'));
  });

  function importedAccessPoint() {
    return S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123',
      rootDirectory: '/events',
    });
  }
});

describe('refused', () => {
  const small: SizeClass = { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(1) };
  const large: SizeClass = { name: 'large', prefix: 'large/' };

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
    ['no topic', { topic: undefined }, "neither 'topic' nor 'topics' was given"],
    ['topic and topics', { topics: ['events'] }, "both 'topic' and 'topics' were given"],
    [
      'a size class of the name that metrics give to records of none',
      { sizeClasses: [{ name: 'unclassified', prefix: 'all/' }] },
      "size class name 'unclassified' cannot be used, since metrics give it to records that belong to no class",
    ],
    ['no topics', { topic: undefined, topics: [] }, "'topics' is empty"],
    ['a topic twice', { topic: undefined, topics: ['a1', 'a1'] }, "topic 'a1' is given twice"],
    ['a topic that Kafka would refuse', { topic: 'a/b' }, "topic 'a/b' cannot be used"],
    ['a topic that begins with a slash', { topic: '/ab' }, "topic '/ab' cannot be used"],
    ['a topic that begins with a line end', { topic: '\nab' }, 'cannot be used'],
    [
      'one consumer group for two topics',
      { topic: undefined, topics: ['a1', 'b1'], consumerGroupId: 'g' },
      "consumerGroupId 'g' cannot serve 2 topics",
    ],
    ['topics that are one token', { topic: undefined, topics: Token.asList('x') }, "'topics' is a token"],
    ['a runtime of another language', { runtime: lambda.Runtime.PYTHON_3_12 }, "runtime 'python3.12' does not run"],
    ['a Node.js that is too old', { runtime: lambda.Runtime.NODEJS_20_X }, "runtime 'nodejs20.x' does not run"],
    [
      'a bound of 0 bytes',
      { sizeClasses: [{ ...small, sizeLessThan: Size.bytes(0) }, large] },
      'is 0 bytes: give a whole',
    ],
    ['a bound of 1.5 bytes', { sizeClasses: [{ ...small, sizeLessThan: Size.bytes(1.5) }, large] }, 'is 1.5 bytes'],
    [
      'a bound that is a token',
      { sizeClasses: [{ ...small, sizeLessThan: Size.bytes(Token.asNumber('x')) }, large] },
      "sizeLessThan of size class 'small' is a token",
    ],
    ['a topic of one character', { topic: 'a' }, "topic 'a' cannot be used: give 2 to 249"],
    ['a topic that makes names of over 255 bytes', { topic: 'a'.repeat(220) }, 'use a topic of at most 168 characters'],
    ['no size class', { sizeClasses: [] }, "'sizeClasses' is empty"],
    ['a size class without a prefix', { sizeClasses: [{ name: 'all', prefix: '' }] }, "size class 'all' has no prefix"],
    ['a prefix without a slash', { sizeClasses: [{ name: 'all', prefix: 'all' }] }, "must end with '/': write 'all/'"],
    ['a prefix that leaves the root', { sizeClasses: [{ name: 'all', prefix: '../all/' }] }, 'cannot be used'],
    ['a prefix that is absolute', { sizeClasses: [{ name: 'all', prefix: '/all/' }] }, 'cannot be used'],
    ['a class name with spaces', { sizeClasses: [{ name: 'a b', prefix: 'a/' }] }, "size class name 'a b'"],
    ['a class name twice', { sizeClasses: [small, { ...large, name: 'small' }] }, "size class 'small' is given twice"],
    [
      'the directory of unwritable records as a class',
      { sizeClasses: [{ name: 'all', prefix: 'unwritable/' }] },
      "prefix 'unwritable/' of size class 'all' lies in 'unwritable/', which is kept for records that can never be written: give it another directory, such as 'all/'",
    ],
    [
      'a class in the directory of unwritable records',
      { sizeClasses: [{ name: 'all', prefix: 'unwritable/all/' }] },
      "prefix 'unwritable/all/' of size class 'all' lies in 'unwritable/'",
    ],
    ['prefixes in one another', { sizeClasses: [small, { ...large, prefix: 'small/er/' }] }, 'lie in one another'],
    ['a bound on the largest class', { sizeClasses: [small] }, "size class 'small' is the largest and bounded"],
    [
      'no bound on a smaller one',
      { sizeClasses: [large, { ...large, name: 'x', prefix: 'x/' }] },
      "has no 'sizeLessThan'",
    ],
    ['descending bounds', { sizeClasses: [small, { ...small, name: 'x', prefix: 'x/' }, large] }, 'in ascending order'],
  ])('%s', (_, props, message) => {
    expect(() => ingest(props)).toThrow(message);
  });

  test('public subnets where it reads from the bucket, which a function without an address does not reach', () => {
    const vpcSubnets = { subnetType: ec2.SubnetType.PUBLIC };
    expect(() => ingest({ vpcSubnets, directS3Read: DirectS3Read.ENABLED })).toThrow(
      "subnet 'Stack/Vpc/PublicSubnet1' is public",
    );
  });

  test('a concurrency below 0', () => {
    expect(() => ingest({ reservedConcurrentExecutions: -1 })).toThrow(
      'reservedConcurrentExecutions -1 cannot be used: give a whole number of at least 1, or leave it out',
    );
  });

  test('keys of more than 1,024 bytes', () => {
    const prefix = `${'a'.repeat(240)}/`.repeat(3);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { prefix, vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    expect(() => ingest({ accessPoint, topic: 'a'.repeat(150) })).toThrow('longer ones are never exported');
  });
});
