import type { ImportDataRule as ServedImportDataRule } from '@aws-sdk/client-s3files';
import { CfnParameter, type CfnResource, CfnWaitConditionHandle, Duration, Size, type Stack } from 'aws-cdk-lib/core';
import { LocalCloud } from '../../local/cloudformation/local-cloud';
import type { StackDeployer } from '../../local/cloudformation/stack-deployer';
import type { ServedFileSystem } from '../../local/s3files/s3files-server';
import { FRESH_MODELS, type SynchronizationRules } from '../../local/s3files/s3files-synchronization';
import { S3FilesFileSystem } from '../../src/file-system/file-system';
import type { S3FilesFileSystemProps } from '../../src/file-system/file-system-props';
import { S3FilesSynchronization } from '../../src/file-system/synchronization';
import { type ImportDataRule, ImportDataRuleTrigger } from '../../src/interfaces/import-data-rule';

const PUT = 'PutSynchronizationConfiguration';

const hot: ImportDataRule = {
  prefix: 'hot/',
  sizeLessThan: Size.mebibytes(2),
  trigger: ImportDataRuleTrigger.ON_FILE_ACCESS,
};
const warm: ImportDataRule = { prefix: 'warm/', sizeLessThan: Size.kibibytes(64) };

const servedRoot: ServedImportDataRule = { prefix: '', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 131_072 };
const servedHot: ServedImportDataRule = { prefix: 'hot/', trigger: 'ON_FILE_ACCESS', sizeLessThan: 2_097_152 };
const servedWarm: ServedImportDataRule = {
  prefix: 'warm/',
  trigger: 'ON_DIRECTORY_FIRST_ACCESS',
  sizeLessThan: 65_536,
};
const byHand: SynchronizationRules = {
  importDataRules: [{ ...servedRoot, sizeLessThan: 0 }],
  expirationDataRules: [{ daysAfterLastAccess: 1 }],
};

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await LocalCloud.start();
});

afterAll(() => cloud.stop());

/** An app whose file system has these rules. */
function app(importDataRules: ImportDataRule[], days = 30, prefix?: string) {
  return cloud.synthesize((stack) => {
    const synchronizationConfiguration = { importDataRules, dataExpiration: Duration.days(days) };
    newFileSystem(stack, { prefix, synchronizationConfiguration });
  });
}

function newFileSystem(stack: Stack, props: S3FilesFileSystemProps) {
  const fileSystem = new S3FilesFileSystem(stack, 'Files', props);
  (fileSystem.node.defaultChild as CfnResource).overrideLogicalId('FileSystem');
}

const deployed = (stack: StackDeployer) => stack.fileSystem('FileSystem');

/** The rules that the service holds; their order means nothing, since the most specific prefix wins. */
function standing(fileSystem: ServedFileSystem) {
  const rules = cloud.server.rules(fileSystem);
  const byPrefix = (a: ServedImportDataRule, b: ServedImportDataRule) => String(a.prefix).localeCompare(`${b.prefix}`);
  return rules && { ...rules, importDataRules: rules.importDataRules.sort(byPrefix) };
}

const rulesOf = (importDataRules: ServedImportDataRule[], daysAfterLastAccess = 30): SynchronizationRules => ({
  importDataRules,
  expirationDataRules: [{ daysAfterLastAccess }],
});

describe.each(FRESH_MODELS)('where the service starts with "%s"', (fresh) => {
  test('the first deployment puts the rules', async () => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(app([hot], 7));
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedHot], 7));
  });

  test('each later deployment puts its own, also those that stood before', async () => {
    const stack = cloud.newStack({ fresh });
    for (const [given, expected] of [
      [[hot], [servedRoot, servedHot]],
      [[warm], [servedRoot, servedWarm]],
      [[hot], [servedRoot, servedHot]],
      [
        [hot, warm],
        [servedRoot, servedHot, servedWarm],
      ],
    ]) {
      await stack.deploy(app(given as ImportDataRule[]));
      expect(standing(deployed(stack))).toEqual(rulesOf(expected as ServedImportDataRule[]));
    }
  });

  test('a deployment that changes nothing calls nobody', async () => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(app([hot]));
    const version = cloud.server.version(deployed(stack));
    const calls = cloud.server.calls(deployed(stack)).length;
    await stack.deploy(app([hot]));
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedHot]));
    expect(cloud.server.version(deployed(stack))).toBe(version);
    expect(cloud.server.calls(deployed(stack))).toHaveLength(calls);
  });

  test('the next change of the rules prevails over one made by hand', async () => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(app([hot]));
    cloud.server.changeByHand(deployed(stack), byHand);
    await stack.deploy(app([warm]));
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedWarm]));
  });

  test('deleting the stack leaves the rules as they stand', async () => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(app([hot]));
    await stack.deploy(app([warm]));
    const fileSystem = deployed(stack);
    await stack.delete();
    expect(standing(fileSystem)).toEqual(rulesOf([servedRoot, servedWarm]));
  });

  test('a replaced file system gets the rules, and the old one keeps its own', async () => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(app([hot]));
    const old = deployed(stack);
    await stack.deploy(app([{ ...warm, prefix: 'landing/warm/' }], 30, 'landing/'));
    expect(deployed(stack).id).not.toBe(old.id);
    const landing = [
      { ...servedRoot, prefix: 'landing/' },
      { ...servedWarm, prefix: 'landing/warm/' },
    ];
    expect(standing(deployed(stack))).toEqual(rulesOf(landing));
    expect(standing(old)).toEqual(rulesOf([servedRoot, servedHot]));
  });
});

test('a change made by hand stays while the app changes nothing', async () => {
  const stack = cloud.newStack();
  await stack.deploy(app([hot]));
  cloud.server.changeByHand(deployed(stack), byHand);
  await stack.deploy(app([hot]));
  expect(standing(deployed(stack))).toEqual(byHand);
});

test('a rule that is removed from the app is gone, and the default of the root remains', async () => {
  const stack = cloud.newStack();
  await stack.deploy(app([hot], 7));
  await stack.deploy(app([], 5));
  expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot], 5));
});

test('ten rules with the longest prefixes fit into what CloudFormation takes for an answer', async () => {
  const prefixes = Array.from({ length: 9 }, (_, index) => `${index}${'p'.repeat(1022)}/`);
  const stack = cloud.newStack();
  await stack.deploy(app([hot]));
  await stack.deploy(app(prefixes.map((prefix) => ({ ...warm, prefix }))));
  const expected = prefixes.map((prefix) => ({ ...servedWarm, prefix }));
  expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, ...expected]));
  await stack.deploy(
    app(
      prefixes.map((prefix) => ({ ...warm, prefix })),
      7,
    ),
  );
  expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, ...expected], 7));
});

test('a rule that is known only at deployment is put again when its parameter changes', async () => {
  const template = cloud.synthesize((stack) => {
    const parameter = new CfnParameter(stack, 'HotPrefix');
    const importDataRules = [{ ...hot, prefix: parameter.valueAsString }];
    newFileSystem(stack, { synchronizationConfiguration: { importDataRules } });
  });
  const stack = cloud.newStack();
  await stack.deploy(template, { HotPrefix: 'a/' });
  await stack.deploy(template, { HotPrefix: 'b/' });
  expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, { ...servedHot, prefix: 'b/' }]));
});

describe('an imported file system', () => {
  const importing = (fileSystem: ServedFileSystem, importDataRules: ImportDataRule[]) =>
    cloud.synthesize((stack) => {
      const imported = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemArn: fileSystem.arn });
      new S3FilesSynchronization(stack, 'Rules', { fileSystem: imported, importDataRules });
    });

  test.each(FRESH_MODELS)('gets the rules of the app, where the service starts with "%s"', async (fresh) => {
    const fileSystem = cloud.server.createFileSystem({ fresh });
    const stack = cloud.newStack();
    await stack.deploy(importing(fileSystem, [hot]));
    expect(standing(fileSystem)).toEqual(rulesOf([servedRoot, servedHot]));
    await stack.deploy(importing(fileSystem, [warm]));
    expect(standing(fileSystem)).toEqual(rulesOf([servedRoot, servedWarm]));
  });

  test('gets them in place of those that somebody gave it before', async () => {
    const fileSystem = cloud.server.createFileSystem();
    cloud.server.changeByHand(fileSystem, byHand);
    await cloud.newStack().deploy(importing(fileSystem, [hot]));
    expect(standing(fileSystem)).toEqual(rulesOf([servedRoot, servedHot]));
  });

  test('keeps them when they leave the app', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack();
    await stack.deploy(importing(fileSystem, [hot]));
    await stack.deploy(cloud.synthesize((other) => new CfnWaitConditionHandle(other, 'Other')));
    expect(standing(fileSystem)).toEqual(rulesOf([servedRoot, servedHot]));
  });
});

describe('when the service is busy or somebody else is', () => {
  test('two throttled calls do no harm', async () => {
    const stack = cloud.newStack();
    await stack.deploy(app([hot]));
    cloud.server.faults.refuse({ operation: PUT, error: 'ThrottlingException', times: 2 });
    await stack.deploy(app([warm]));
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedWarm]));
  });

  test('a call that is throttled to the end fails the deployment, and the rules stay', async () => {
    const stack = cloud.newStack();
    await stack.deploy(app([hot]));
    cloud.server.faults.refuse({ operation: PUT, error: 'ThrottlingException', times: 3 });
    await expect(stack.deploy(app([warm]))).rejects.toThrow('Rate exceeded');
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedHot]));
  });

  test('a change made between reading the version and putting the rules fails the deployment', async () => {
    const stack = cloud.newStack();
    await stack.deploy(app([hot]));
    cloud.server.faults.onceAfterGet(() => cloud.server.changeByHand(deployed(stack), byHand));
    await expect(stack.deploy(app([warm]))).rejects.toThrow(/Put.*has version \d+, the request names \d+/);
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(standing(deployed(stack))).toEqual(rulesOf([servedRoot, servedHot]));
  });
});
