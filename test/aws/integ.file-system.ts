import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, RemovalPolicies, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { type ImportDataRule, ImportDataRuleTrigger, MountAccess, S3FilesFileSystem } from '../../src';
import { integApp } from './support/app';
import { expectAnswer, expectImportRule, expectObjects } from './support/assertions';
import { isolatedVpc } from './support/vpc';

// Proves: a function mounts an access point and writes there, the file becomes an object below the access point's root,
// and the service has the synchronization rules that were given.

const EXPIRATION_DAYS = 7;
const RULES: Required<ImportDataRule>[] = [
  { prefix: '', sizeLessThan: Size.mebibytes(1), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS },
  {
    prefix: 'application/greetings/',
    sizeLessThan: Size.mebibytes(2),
    trigger: ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS,
  },
];

const app = integApp();
const stack = new Stack(app, 'CdkS3FilesIntegFileSystem');
const vpc = isolatedVpc(stack);

const fileSystem = new S3FilesFileSystem(stack, 'Files', {
  vpcConfiguration: { vpc },
  synchronizationConfiguration: { importDataRules: RULES, dataExpiration: Duration.days(EXPIRATION_DAYS) },
  removalPolicy: RemovalPolicy.DESTROY,
});
const accessPoint = fileSystem.addAccessPoint('Application', { path: '/application' });

const fn = new lambda.Function(stack, 'Writer', {
  runtime: lambda.Runtime.NODEJS_24_X,
  architecture: lambda.Architecture.ARM_64,
  handler: 'index.handler',
  code: lambda.Code.fromInline(`
const { mkdir, readdir, readFile, writeFile } = require('node:fs/promises');

exports.handler = async ({ directory, name, text }) => {
  const path = process.env.MOUNT_PATH + '/' + directory;
  await mkdir(path, { recursive: true });
  await writeFile(path + '/' + name, text);
  return { names: await readdir(path), text: await readFile(path + '/' + name, 'utf8') };
};
`),
  environment: { MOUNT_PATH: '/mnt/application' },
  timeout: Duration.minutes(1),
  vpc,
  vpcSubnets: { subnets: vpc.isolatedSubnets },
});
accessPoint.attachToFunction(fn, { mountPath: '/mnt/application', access: MountAccess.READ_WRITE });

RemovalPolicies.of(stack).destroy(); // the functions' log groups, which CDK keeps

const { assertions } = new IntegTest(app, 'FileSystem', {
  testCases: [stack],
  // The assets of earlier versions are not committed, so that there is nothing to update from.
  stackUpdateWorkflow: false,
});

const greeting = { directory: 'greetings', name: 'hello.txt', text: 'Grüße' };
expectAnswer(assertions, fn, greeting, { names: [greeting.name], text: greeting.text }).next(
  expectObjects(assertions, fileSystem.bucket, 'application/greetings/', [
    { key: 'application/greetings/hello.txt', size: Buffer.byteLength(greeting.text) },
  ]),
);

for (const rule of RULES) {
  expectImportRule(assertions, fileSystem, rule, EXPIRATION_DAYS);
}
