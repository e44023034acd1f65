import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Size, type Stack } from 'aws-cdk-lib/core';
import {
  type IS3FilesFileSystem,
  KafkaToS3FilesIngest,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesSynchronization,
} from '../../../src';
import { asOfAnotherCopy } from '../support/another-copy';
import { newCluster, newFunction, newStack, newVpc, statements } from '../support/stacks';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = newStack(app);
});

function fileSystemOfAnotherCopy(): S3FilesFileSystem {
  const fileSystem = asOfAnotherCopy(new S3FilesFileSystem(stack, 'Files'));
  expect(fileSystem).not.toBeInstanceOf(S3FilesFileSystem);
  return fileSystem;
}

test('a client of a file system of another copy is checked against its mount targets', () => {
  const accessPoint = new S3FilesAccessPoint(stack, 'AccessPoint', { fileSystem: fileSystemOfAnotherCopy() });
  accessPoint.attachToFunction(newFunction(stack, { vpc: newVpc(stack) }));
  expect(() => app.synth()).toThrow('the file system has no mount target');
});

test('clients are kept to an access point that was made by another copy', () => {
  const fileSystem = fileSystemOfAnotherCopy();
  const accessPoint = new S3FilesAccessPoint(stack, 'AccessPoint', { fileSystem });
  const vpc = newVpc(stack);
  fileSystem.addMountTargets(fileSystem, { vpc });
  accessPoint.attachToFunction(newFunction(stack, { vpc }));
  fileSystem.confineToAccessPoints();
  expect(statements(stack)).toContainEqual(expect.objectContaining({ Effect: 'Deny', Action: 's3files:Client*' }));
});

test('an access point of a file system of another copy is not let in to this one', () => {
  const other = new S3FilesAccessPoint(stack, 'Other', { fileSystem: fileSystemOfAnotherCopy() });
  const fileSystem = new S3FilesFileSystem(stack, 'Ours');
  expect(() => fileSystem.confineToAccessPoints({ accessPoints: [other] })).toThrow(
    'name access points of this file system only',
  );
});

test('grants and rules are remembered in one place for all copies', () => {
  const fileSystem: IS3FilesFileSystem = fileSystemOfAnotherCopy();
  fileSystem.grantMount(newFunction(stack));
  fileSystem.addImportDataRule({ prefix: 'hot/', sizeLessThan: Size.mebibytes(1) });
  expect(() => new S3FilesSynchronization(stack, 'Second', { fileSystem })).toThrow('has its synchronization rules in');
  expect(Object.getOwnPropertySymbols(app)).toEqual(
    expect.arrayContaining([Symbol.for('cdk-s3files.mountClients'), Symbol.for('cdk-s3files.synchronizationClaims')]),
  );
});

test('an ingest warns of an imported file system of another copy, whose rules it cannot add', () => {
  const imported = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
    accessPointArn:
      'arn:aws:s3files:eu-central-1:111122223333:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0',
  });
  asOfAnotherCopy(imported.fileSystem as S3FilesFileSystem);
  new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc: newVpc(stack),
    cluster: newCluster(stack),
    topic: 'events',
    accessPoint: imported,
  });
  Template.fromStack(stack);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('fast storage are not applied'));
});
