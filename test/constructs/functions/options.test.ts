import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnParameter, Duration, Fn, Token } from 'aws-cdk-lib/core';
import { KafkaToS3FilesIngest, type MountedFunctionProps, S3FilesReplayer } from '../../../src';
import { VARIABLES } from '../../../src/contract/variables';
import { statements, warnings } from '../support/stacks';
import { Pipelines } from './pipelines';

const FAR_KEY = 'arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d';

const { JSON: AS_JSON, TEXT } = lambda.LoggingFormat;

let given: Pipelines;
beforeEach(() => {
  given = new Pipelines();
});

const layer = (id: string, compatibleRuntimes?: lambda.Runtime[]) =>
  lambda.LayerVersion.fromLayerVersionAttributes(given.stack, id, {
    layerVersionArn: `arn:aws:lambda:eu-central-1:123456789012:layer:${id}:1`,
    compatibleRuntimes,
  });

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return String(error);
  }
  return 'nothing was refused';
}

describe.each(['ingest', 'replayer'] as const)('the function of the %s', (kind) => {
  const path = kind === 'ingest' ? 'Stack/Ingest' : 'Stack/Replayer';
  const make = (options: Partial<MountedFunctionProps>) => given.make(kind, options);

  test('has the name, description, layers, key and logging that are given', () => {
    make({
      functionName: 'orders-to-files',
      description: 'Ours',
      layers: [layer('Extension'), layer('Other', [lambda.Runtime.NODEJS_24_X])],
      environmentEncryption: given.key,
      loggingFormat: AS_JSON,
      applicationLogLevel: lambda.ApplicationLogLevel.DEBUG,
      systemLogLevel: lambda.SystemLogLevel.WARN,
    });
    Template.fromStack(given.stack).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'orders-to-files',
      Description: 'Ours',
      Layers: [
        'arn:aws:lambda:eu-central-1:123456789012:layer:Extension:1',
        'arn:aws:lambda:eu-central-1:123456789012:layer:Other:1',
      ],
      KmsKeyArn: given.stack.resolve(given.key.keyArn),
      LoggingConfig: {
        LogFormat: 'JSON',
        ApplicationLogLevel: 'DEBUG',
        SystemLogLevel: 'WARN',
        LogGroup: Match.anyValue(),
      },
      FileSystemConfigs: Match.anyValue(),
    });
    expect(warnings(given.stack).join()).not.toContain('metrics');
  });

  test('says what it does, where it has no description of its own', () => {
    make({});
    Template.fromStack(given.stack).hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp(kind === 'ingest' ? '^Writes records' : '^Publishes files'),
      FunctionName: Match.absent(),
      LoggingConfig: { LogFormat: Match.absent(), LogGroup: Match.anyValue() },
    });
  });

  test('may decrypt its environment with a key that is imported, by its own policy', () => {
    const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
    make({ environmentEncryption: kms.Key.fromKeyArn(given.stack, 'Theirs', keyArn) });
    expect(statements(given.stack)).toContainEqual({ Action: 'kms:Decrypt', Effect: 'Allow', Resource: keyArn });
  });

  test('may run for as long as its invoker waits', () => {
    const most = kind === 'ingest' ? Duration.minutes(14) : Duration.minutes(30);
    make({ timeout: most });
    Template.fromStack(given.stack).hasResourceProperties('AWS::Lambda::Function', { Timeout: most.toSeconds() });
  });

  test('takes values that only the deployment knows', () => {
    const text = new CfnParameter(given.stack, 'Text').valueAsString;
    const seconds = new CfnParameter(given.stack, 'Seconds', { type: 'Number' }).valueAsNumber;
    make({
      functionName: text,
      description: text,
      timeout: kind === 'replayer' ? Duration.seconds(seconds) : undefined,
      environment: { OWN: text },
      loggingFormat: AS_JSON,
      applicationLogLevel: text as lambda.ApplicationLogLevel,
    });
    Template.fromStack(given.stack).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: { Ref: 'Text' },
      LoggingConfig: { ApplicationLogLevel: { Ref: 'Text' } },
    });
  });

  test.each<[string, Partial<Record<keyof MountedFunctionProps, unknown>>, string]>([
    [
      'a level without a format',
      { applicationLogLevel: lambda.ApplicationLogLevel.DEBUG },
      "applicationLogLevel DEBUG was given without 'loggingFormat', and AWS Lambda filters logs by level in the JSON format only: give LoggingFormat.JSON, or leave the level out",
    ],
    [
      'a level with text',
      { systemLogLevel: lambda.SystemLogLevel.WARN, loggingFormat: TEXT },
      'systemLogLevel WARN was given with loggingFormat Text, and AWS Lambda filters logs by level in the JSON format only: give LoggingFormat.JSON, or leave the level out',
    ],
    [
      'a level that there is not',
      { systemLogLevel: 'ERROR', loggingFormat: AS_JSON },
      'systemLogLevel is "ERROR": give SystemLogLevel.INFO or SystemLogLevel.DEBUG or SystemLogLevel.WARN',
    ],
    [
      'a name with a slash',
      { functionName: 'orders/files' },
      "functionName 'orders/files' cannot be used: give 1 to 64 letters, digits, '-' and '_', or leave it out",
    ],
    ['an empty name', { functionName: '' }, "functionName '' cannot be used"],
    ['a long name', { functionName: 'x'.repeat(65) }, 'cannot be used: give 1 to 64 letters'],
    [
      'a long description',
      { description: 'x'.repeat(257) },
      'description has 257 characters, and AWS Lambda takes 256: shorten it',
    ],
    ['an empty namespace', { metricsNamespace: '' }, "metricsNamespace '' cannot be used by Amazon CloudWatch"],
    ['a namespace that begins with a colon', { metricsNamespace: ':x' }, "metricsNamespace ':x' cannot be used"],
    ['a namespace of AWS', { metricsNamespace: 'AWS/Foo' }, "metricsNamespace 'AWS/Foo' cannot be used"],
    ['a long namespace', { metricsNamespace: 'x'.repeat(256) }, 'give 1 to 255 ASCII characters'],
    ['a name in place of a role', { role: 'theirs' }, 'role is "theirs": give a Role'],
    ['a name in place of a layer', { layers: ['theirs'] }, 'layers has "theirs": give a list of LayerVersions'],
    ['a name in place of a key', { environmentEncryption: 'theirs' }, 'environmentEncryption is "theirs": give a Key'],
    [
      'a timeout with a fraction of a second',
      { timeout: Duration.millis(1500) },
      'timeout of 1.5 seconds cannot be used: give whole seconds from 1 to',
    ],
  ])('refuses %s', (_, options, message) => {
    const refusal = refusalOf(() => make(options as Partial<MountedFunctionProps>));
    expect(refusal).toContain(message);
    expect(refusal).toContain(` (at ${path})`);
  });

  test('refuses six layers, and one that is made for another runtime', () => {
    const six = Array.from({ length: 6 }, (_, index) => layer(`L${index}`));
    expect(() => make({ layers: six })).toThrow('6 layers are too many, AWS Lambda takes 5: give fewer');
    given = new Pipelines();
    expect(() => make({ layers: [layer('Python', [lambda.Runtime.PYTHON_3_13])] })).toThrow(
      "layer 'Stack/Python' is not made for runtime 'nodejs24.x': give one that is, or a 'runtime' that it is made for",
    );
  });

  const arnOf = (tail: string, region = 'eu-central-1') => `arn:aws:lambda:${region}:123456789012:layer:${tail}`;

  test.each<[string, string[], string]>([
    [
      'the same layer twice',
      [arnOf('a:1'), arnOf('a:1')],
      `layers 'Stack/L0' and 'Stack/L1' are versions of one layer, '${arnOf('a')}', of which a function takes one`,
    ],
    ['two versions of one layer', [arnOf('a:1'), arnOf('a:2')], "layers 'Stack/L0' and 'Stack/L1' are versions of one"],
    [
      'a layer of another Region',
      [arnOf('a:1', 'us-west-2')],
      "layer 'Stack/L0' is in region 'us-west-2' and the function would be in 'eu-central-1'",
    ],
    ['a layer without a version', [arnOf('a')], `layer 'Stack/L0' has ARN '${arnOf('a')}', which names no version`],
    [
      'a layer twice that only the deployment knows',
      [Fn.importValue('layer'), Fn.importValue('layer')],
      "layers 'Stack/L0' and 'Stack/L1' are versions of one layer",
    ],
  ])('refuses %s', (_, arns, message) => {
    const layers = arns.map((arn, i) => lambda.LayerVersion.fromLayerVersionArn(given.stack, `L${i}`, arn));
    expect(() => make({ layers })).toThrow(message);
  });

  test('takes layers that only the deployment knows', () => {
    const arns = [Fn.importValue('one'), Fn.importValue('other')];
    make({ layers: arns.map((arn, i) => lambda.LayerVersion.fromLayerVersionArn(given.stack, `L${i}`, arn)) });
  });

  test('refuses more security groups and subnets than AWS Lambda takes', () => {
    const securityGroups = Array.from({ length: 6 }, (_, i) =>
      ec2.SecurityGroup.fromSecurityGroupId(given.stack, `G${i}`, `sg-${i}`),
    );
    const { accessPoint } = given.ingest();
    const { stack, cluster } = given;
    const ids = Array.from({ length: 17 }, (_, i) => `subnet-${i}`);
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Theirs', {
      vpcId: 'vpc-1',
      availabilityZones: ids,
      privateSubnetIds: ids,
    });
    const other = (props: object) => {
      const all = { vpc: given.vpc, cluster, accessPoint, topic: 'other', ...props };
      return kind === 'ingest' ? new KafkaToS3FilesIngest(stack, 'One', all) : new S3FilesReplayer(stack, 'One', all);
    };
    expect(() => other({ securityGroups })).toThrow(
      '6 security groups are too many, AWS Lambda takes 5 for a function',
    );
    stack.node.tryRemoveChild('One');
    expect(() => other({ vpc })).toThrow('17 subnets are too many, AWS Lambda takes 16 for a function: choose fewer');
  });

  test('refuses the name of another function of the stack', () => {
    make({ functionName: 'theirs' });
    new lambda.CfnFunction(given.stack, 'Theirs', { functionName: 'theirs', code: {}, role: 'r' });
    expect(() => given.app.synth()).toThrow(`functionName 'theirs' of '${path}' is that of 'Stack/Theirs', too`);
  });

  test('refuses a key of another Region', () => {
    const far = kms.Key.fromKeyArn(given.stack, 'Far', FAR_KEY);
    expect(() => make({ environmentEncryption: far })).toThrow(
      "key 'Stack/Far' of 'environmentEncryption' is in region 'us-west-2'",
    );
  });

  test.each<[string, kms.KeyProps, string]>([
    [
      'is asymmetric',
      { keySpec: kms.KeySpec.RSA_2048 },
      'is of spec RSA_2048, and services of AWS encrypt with symmetric',
    ],
    [
      'makes message authentication codes',
      { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC },
      'is of spec HMAC_256',
    ],
    ['is disabled', { enabled: false }, 'is disabled, so that nothing can be encrypted or decrypted with it'],
  ])('refuses a key that %s', (_, props, message) => {
    const key = new kms.Key(given.stack, 'Odd', props);
    expect(() => make({ environmentEncryption: key })).toThrow(`key 'Stack/Odd' of 'environmentEncryption' ${message}`);
  });

  test('refuses the alias of an asymmetric key', () => {
    const targetKey = new kms.Key(given.stack, 'Odd', { keySpec: kms.KeySpec.RSA_2048 });
    const alias = new kms.Alias(given.stack, 'Alias', { aliasName: 'alias/odd', targetKey });
    expect(() => make({ environmentEncryption: alias })).toThrow(
      "key 'Stack/Alias' of 'environmentEncryption' is of spec RSA_2048",
    );
  });

  test.each<[string, () => kms.IKey]>([
    ['is known by an alias', () => kms.Alias.fromAliasName(given.stack, 'Mine', 'alias/mine')],
    ['says so', () => new kms.Key(given.stack, 'Mine', { keySpec: kms.KeySpec.SYMMETRIC_DEFAULT, enabled: true })],
    [
      'is known by its ARN only',
      () => kms.Key.fromKeyArn(given.stack, 'Mine', FAR_KEY.replace('us-west-2', 'eu-central-1')),
    ],
  ])('takes a symmetric key that %s', (_, key) => {
    make({ environmentEncryption: key() });
  });

  test.each(Object.values(VARIABLES))('refuses the variable %s, by which it is told what to do', (name) => {
    expect(() => make({ environment: { OWN: 'yes', [name]: 'theirs' } })).toThrow(
      `environment variable '${name}' is one of those by which the construct tells its function what to do: leave it out, and say it by a property of the construct (at ${path})`,
    );
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['one of AWS Lambda', { AWS_REGION: 'x' }, "'AWS_REGION' is one that AWS Lambda sets itself: leave it out"],
    ['one with a hyphen', { 'A-B': 'x' }, "environment variable 'A-B' cannot be used: give it a name of two or more"],
    ['a number', { COUNT: 3 }, "environment variable 'COUNT' is 3: give a string"],
  ])('refuses a variable that is %s', (_, environment, message) => {
    expect(() => make({ environment: environment as Record<string, string> })).toThrow(message);
  });

  test('refuses more variables than AWS Lambda takes, its own among them, and takes those that fit', () => {
    const bytesWith = (length: number) => {
      given = new Pipelines();
      make({ environment: { BIG: 'a'.repeat(length) } });
      const words = /(\d+) bytes at least, and AWS Lambda takes 4096: the construct's own variables have (\d+) of them/;
      try {
        given.app.synth();
      } catch (error) {
        return words.exec(String(error))?.slice(1).map(Number);
      }
      return undefined;
    };
    const [all = 0, own = 0] = bytesWith(5000) ?? [];
    expect(all - own).toBe(5000 + ',"BIG":""'.length);
    const most = 5000 - (all - 4096);
    expect(own).toBeGreaterThan(300);
    expect(bytesWith(most + 1)).toEqual([4097, own]);
    expect(bytesWith(most)).toBeUndefined();
  });

  test.each<[string, ec2.SubnetSelection, string]>([
    [
      'of another zone',
      { availabilityZones: ['x'] },
      '\'vpcSubnets\' {"availabilityZones":["x"]} matches no subnet of VPC',
    ],
    ['of an empty list', { subnets: [] }, '\'vpcSubnets\' {"subnets":[]} matches no subnet of VPC'],
  ])('refuses subnets %s', (_, vpcSubnets, message) => {
    expect(() => make({ vpcSubnets })).toThrow(message);
  });

  test('refuses subnets of an empty list for an access point that is given', () => {
    const { accessPoint } = given.ingest();
    const { stack, vpc, cluster } = given;
    const make = () =>
      kind === 'ingest'
        ? new KafkaToS3FilesIngest(stack, 'Other', {
            vpc,
            cluster,
            accessPoint,
            topic: 'other',
            vpcSubnets: { subnets: [] },
          })
        : new S3FilesReplayer(stack, 'Other', {
            vpc,
            cluster,
            accessPoint,
            topic: 'other',
            vpcSubnets: { subnets: [] },
          });
    expect(make).toThrow(
      "and a function in a VPC needs one: choose subnets that the VPC has, or leave 'vpcSubnets' out (at Stack/Other)",
    );
  });

  test.each(['INFREQUENT_ACCESS', 'DELIVERY'])(
    'warns of a log group of class %s, which takes its metrics away',
    (name) => {
      const logGroup = new logs.LogGroup(given.stack, 'Logs', { logGroupClass: name as logs.LogGroupClass });
      make({ logGroup });
      expect(warnings(given.stack)).toContainEqual(
        expect.stringContaining(
          `log group 'Stack/Logs' of '${path}' is of class ${name}, from whose lines Amazon CloudWatch takes no metrics`,
        ),
      );
    },
  );

  test.each([
    ['class STANDARD', logs.LogGroupClass.STANDARD],
    ['a class that only the deployment knows', Token.asString({ Ref: 'Class' }) as logs.LogGroupClass],
  ])('takes a log group of %s', (_, logGroupClass) => {
    make({ logGroup: new logs.LogGroup(given.stack, 'Logs', { logGroupClass }), metricsNamespace: 'Ours/Files: 1' });
    expect(warnings(given.stack).join()).not.toContain('of class');
  });

  test.each([
    ['region', 'us-west-2', 'arn:aws:logs:us-west-2:123456789012:log-group:theirs:*'],
    ['account', '999999999999', 'arn:aws:logs:eu-central-1:999999999999:log-group:theirs:*'],
  ])('refuses a log group of another %s', (part, place, arn) => {
    const logGroup = logs.LogGroup.fromLogGroupArn(given.stack, 'Logs', arn);
    expect(() => make({ logGroup })).toThrow(
      `log group 'Stack/Logs' is in ${part} '${place}' and the function would be in`,
    );
  });

  test.each([lambda.ApplicationLogLevel.WARN, lambda.ApplicationLogLevel.ERROR, lambda.ApplicationLogLevel.FATAL])(
    'warns of the level %s, which can take its metrics away',
    (applicationLogLevel) => {
      make({ loggingFormat: AS_JSON, applicationLogLevel });
      expect(warnings(given.stack)).toContainEqual(
        expect.stringContaining(
          `applicationLogLevel ${applicationLogLevel} of '${path}' can take its own metrics away`,
        ),
      );
    },
  );
});

test('a timeout above 30 minutes is refused for a replayer, one above 14 minutes for an ingest', () => {
  expect(() => given.replayer({ timeout: Duration.seconds(1801) })).toThrow(
    'timeout of 1801 seconds cannot be used: give whole seconds from 1 to 1800, which are 30 minutes (at Stack/Replayer)',
  );
  expect(() => new Pipelines().ingest({ timeout: Duration.seconds(841) })).toThrow('waits 14 minutes');
});

describe('the workflow tries a busy function again', () => {
  const attempts = () => {
    const [machine] = Object.values(Template.fromStack(given.stack).findResources('AWS::StepFunctions::StateMachine'));
    const text = JSON.stringify(machine.Properties.DefinitionString).replaceAll('\\"', '"');
    return [
      ...text.matchAll(/TooManyRequestsException"\],"IntervalSeconds":5,"BackoffRate":2,"MaxAttempts":(\d+)/g),
    ].map(([, count]) => Number(count));
  };

  test.each<[string, () => Duration | undefined, number]>([
    ['60 times, as by default', () => undefined, 60],
    ['no less where the function takes little time', () => Duration.minutes(1), 60],
    ['twice as often where it may take half an hour', () => Duration.minutes(30), 120],
    ['as often where only the deployment knows', () => Duration.seconds(Token.asNumber({ Ref: 'Seconds' })), 120],
  ])('%s', (_, timeout, count) => {
    given.replayer({ timeout: timeout() });
    expect(new Set(attempts())).toEqual(new Set([count]));
  });
});
