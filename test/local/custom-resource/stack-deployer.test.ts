import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CfnResource, CfnWaitConditionHandle, RemovalPolicy, type Stack, Token } from 'aws-cdk-lib/core';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsCustomResourceProps,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import type { ServedFileSystem } from '../s3files-server';
import { FRESH_MODELS } from '../s3files-synchronization';
import { awsCustomResourceFunction, handlerFile } from './handler-asset';
import { LocalCloud } from './local-cloud';
import { FAILING_RESOURCE } from './other-handlers';
import type { Template } from './template';

// What these stacks do wrong on purpose is what a harness that only nods would let through.

const root = { prefix: '', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 131_072 };
const rules = { importDataRules: [root], expirationDataRules: [{ daysAfterLastAccess: 7 }] };

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await LocalCloud.start();
});

afterAll(() => cloud.stop());

function get(fileSystem: ServedFileSystem, more: Partial<AwsSdkCall> = {}): AwsSdkCall {
  return {
    service: 's3files',
    action: 'getSynchronizationConfiguration',
    parameters: { fileSystemId: fileSystem.id },
    physicalResourceId: PhysicalResourceId.of('get'),
    outputPaths: ['latestVersionNumber'],
    ...more,
  };
}

function put(fileSystem: ServedFileSystem, parameters: object): AwsSdkCall {
  return {
    service: 's3files',
    action: 'putSynchronizationConfiguration',
    parameters: { fileSystemId: fileSystem.id, ...parameters },
    physicalResourceId: PhysicalResourceId.of('put'),
  };
}

function customResource(stack: Stack, id: string, calls: Omit<AwsCustomResourceProps, 'policy'>): AwsCustomResource {
  const policy = AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE });
  return new AwsCustomResource(stack, id, { ...calls, policy, installLatestAwsSdk: true });
}

/** One custom resource whose calls all read, so that the service's list of calls is that of the deployer's events. */
const reading = (fileSystem: ServedFileSystem, physicalId = 'same', apiVersion?: string) =>
  cloud.synthesize((stack) => {
    const call = get(fileSystem, { physicalResourceId: PhysicalResourceId.of(physicalId), apiVersion });
    customResource(stack, 'Get', { onCreate: call, onUpdate: call, onDelete: get(fileSystem) });
  });

const anotherStack = () => cloud.synthesize((stack) => new CfnWaitConditionHandle(stack, 'Other'));

test('the handler is the synthesized asset, which is the one that aws-cdk-lib ships', () => {
  const stack = reading(cloud.server.createFileSystem());
  const functionIds = Object.values((stack.template as Template).Resources).map(awsCustomResourceFunction);
  const file = handlerFile(stack, functionIds.find((id) => id !== undefined) ?? 'none');
  const shipped = 'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler/index.js';
  expect(file.startsWith(stack.assembly.directory)).toBe(true);
  const library = dirname(require.resolve('aws-cdk-lib/package.json'));
  expect(readFileSync(file).equals(readFileSync(join(library, shipped)))).toBe(true);
});

describe('a custom resource is called', () => {
  test('when it is created, when a property changes, and when its stack is deleted', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const calls = () => cloud.server.calls(fileSystem).length;
    const stack = cloud.newStack();
    await stack.deploy(reading(fileSystem));
    expect(calls()).toBe(1);
    await stack.deploy(reading(fileSystem));
    expect(calls()).toBe(1);
    await stack.deploy(reading(fileSystem, 'same', '2025-05-05'));
    expect(calls()).toBe(2);
    await stack.delete();
    expect(calls()).toBe(3);
  });

  test('once more to delete what a changed physical id leaves behind', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack();
    await stack.deploy(reading(fileSystem, 'old'));
    await stack.deploy(reading(fileSystem, 'new'));
    expect(cloud.server.calls(fileSystem)).toHaveLength(3);
  });

  test('to delete it when it leaves the template', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack();
    await stack.deploy(reading(fileSystem));
    await stack.deploy(anotherStack());
    expect(cloud.server.calls(fileSystem)).toHaveLength(2);
    await stack.delete();
    expect(cloud.server.calls(fileSystem)).toHaveLength(2);
  });
});

describe('a deployment fails', () => {
  test('when the service refuses the call, with its reason', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const template = cloud.synthesize((stack) => {
      customResource(stack, 'Put', { onUpdate: put(fileSystem, { ...rules, importDataRules: [] }) });
    });
    await expect(cloud.newStack().deploy(template)).rejects.toThrow(/^Put.*1 to 10 rules/);
  });

  test('when an attribute is asked for that the answer does not have', async () => {
    const fileSystem = cloud.server.createFileSystem({ fresh: 'no version' });
    const template = chain(fileSystem, (version) => Token.asNumber(version), 7);
    await expect(cloud.newStack().deploy(template)).rejects.toThrow(/no attribute latestVersionNumber/);
  });

  test('when the version is rendered in quotes', async () => {
    const template = chain(cloud.server.createFileSystem(), (version) => Token.asString(version), 7);
    await expect(cloud.newStack().deploy(template)).rejects.toThrow(/must be an integer, got "1"/);
  });

  test('when the version is not read again before the second change', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack();
    await stack.deploy(chain(fileSystem, (version) => Token.asNumber(version), 7));
    expect(cloud.server.rules(fileSystem)).toEqual(rules);
    const second = chain(fileSystem, (version) => Token.asNumber(version), 8);
    await expect(stack.deploy(second)).rejects.toThrow(/has version 2, the request names 1/);
    expect(cloud.server.rules(fileSystem)).toEqual(rules);
  });

  test('when the answer is longer than CloudFormation takes', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const long = Array.from({ length: 5 }, (_, index) => ({ ...root, prefix: `${index}${'p'.repeat(1000)}/` }));
    const template = cloud.synthesize((stack) => {
      const putLong = customResource(stack, 'Put', {
        onUpdate: put(fileSystem, { ...rules, importDataRules: [root, ...long], latestVersionNumber: 1 }),
      });
      customResource(stack, 'Get', { onUpdate: get(fileSystem, { outputPaths: undefined }) }).node.addDependency(
        putLong,
      );
    });
    await expect(cloud.newStack().deploy(template)).rejects.toThrow(/too long/);
  });

  /** Get -> Put, without what makes it sound: neither a first Put, nor a Get that runs again. */
  function chain(fileSystem: ServedFileSystem, render: (version: object) => unknown, daysAfterLastAccess: number) {
    return cloud.synthesize((stack) => {
      const version = customResource(stack, 'Get', { onUpdate: get(fileSystem) });
      const latestVersionNumber = render(version.getResponseFieldReference('latestVersionNumber'));
      const expirationDataRules = [{ daysAfterLastAccess }];
      customResource(stack, 'Put', {
        onUpdate: put(fileSystem, { ...rules, expirationDataRules, latestVersionNumber }),
      });
    });
  }
});

test.each(FRESH_MODELS)('an ignored error is a success ("%s")', async (fresh) => {
  const fileSystem = cloud.server.createFileSystem({ fresh });
  const stale = { ...put(fileSystem, { ...rules, latestVersionNumber: 99 }), ignoreErrorCodesMatching: '^Conflict' };
  await cloud.newStack().deploy(cloud.synthesize((stack) => customResource(stack, 'Put', { onUpdate: stale })));
  expect(cloud.server.calls(fileSystem).map(({ status }) => status)).toEqual([409]);
});

/** A file system of these properties, and behind it something that fails on request. */
const withFileSystem = (fails: boolean, properties: Record<string, unknown> = {}, policy = RemovalPolicy.DESTROY) =>
  cloud.synthesize((stack) => {
    const bucket = new CfnWaitConditionHandle(stack, 'Bucket');
    const files = new CfnResource(stack, 'Files', { type: 'AWS::S3Files::FileSystem', properties });
    files.addResourceDependency(bucket);
    files.applyRemovalPolicy(policy);
    const later = new CfnResource(stack, 'Later', { type: FAILING_RESOURCE, properties: { Fails: fails } });
    later.addResourceDependency(files);
  });

const days = (daysAfterLastAccess: number) => ({
  SynchronizationConfiguration: {
    ImportDataRules: [{ Prefix: '', Trigger: 'ON_DIRECTORY_FIRST_ACCESS', SizeLessThan: 131_072 }],
    ExpirationDataRules: [{ DaysAfterLastAccess: daysAfterLastAccess }],
  },
});

describe('a failed creation', () => {
  test.each([
    [RemovalPolicy.DESTROY, false],
    [RemovalPolicy.RETAIN, true],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, false],
  ])('is rolled back, and what has the removal policy %s is left: %s', async (policy, isLeft) => {
    const stack = cloud.newStack();
    await expect(stack.deploy(withFileSystem(true, {}, policy))).rejects.toThrow('Later: it was told to fail');
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(stack.describe()).toEqual([]);
    expect(cloud.server.exists(cloud.server.newest())).toBe(isLeft);
  });

  test('that cannot be rolled back says so', async () => {
    const stack = cloud.newStack();
    cloud.server.faults.refuse({ operation: 'DeleteFileSystem', error: 'ConflictException', times: 1 });
    await expect(stack.deploy(withFileSystem(true))).rejects.toThrow('told to fail');
    expect(stack.status).toBe('ROLLBACK_FAILED');
  });

  test('has to be deleted before the stack is deployed again', async () => {
    const stack = cloud.newStack();
    await expect(stack.deploy(withFileSystem(true))).rejects.toThrow('told to fail');
    await expect(stack.deploy(withFileSystem(false))).rejects.toThrow('a stack in state ROLLBACK_COMPLETE');
    await stack.delete();
    await stack.deploy(withFileSystem(false));
    expect(stack.status).toBe('CREATE_COMPLETE');
  });

  test('of a custom resource lets its handler delete what it has left', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const template = cloud.synthesize((stack) => {
      const onCreate = put(fileSystem, { ...rules, importDataRules: [] });
      customResource(stack, 'Put', { onCreate, onDelete: get(fileSystem) });
    });
    const stack = cloud.newStack();
    await expect(stack.deploy(template)).rejects.toThrow(/1 to 10 rules/);
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(cloud.server.calls(fileSystem).map(({ operation }) => operation)).toEqual([
      'PutSynchronizationConfiguration',
      'GetSynchronizationConfiguration',
    ]);
  });
});

describe('a failed update', () => {
  test('sends back the earlier properties', async () => {
    const stack = cloud.newStack();
    await stack.deploy(withFileSystem(false, days(7)));
    const fileSystem = stack.fileSystem('Files');
    await expect(stack.deploy(withFileSystem(true, days(8)))).rejects.toThrow('told to fail');
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(cloud.server.rules(fileSystem)?.expirationDataRules).toEqual([{ daysAfterLastAccess: 7 }]);
    expect(cloud.server.version(fileSystem)).toBe(4);
  });

  test('goes back to the file system that was replaced, and deletes the new one', async () => {
    const stack = cloud.newStack();
    await stack.deploy(withFileSystem(false));
    const old = stack.fileSystem('Files');
    await expect(stack.deploy(withFileSystem(true, { Prefix: 'a/' }))).rejects.toThrow('told to fail');
    expect(stack.fileSystem('Files')).toEqual(old);
    expect(cloud.server.exists(old)).toBe(true);
    expect(cloud.server.newest()).not.toEqual(old);
    expect(cloud.server.exists(cloud.server.newest())).toBe(false);
  });

  test('deletes what is new, and keeps what was to go', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack();
    await stack.deploy(reading(fileSystem));
    await expect(stack.deploy(withFileSystem(true))).rejects.toThrow('told to fail');
    expect(cloud.server.exists(cloud.server.newest())).toBe(false);
    expect(cloud.server.calls(fileSystem)).toHaveLength(1);
    expect(stack.describe().some(({ source }) => source.Type === 'Custom::AWS')).toBe(true);
  });

  test('does not call what it had not come to', async () => {
    const fileSystem = cloud.server.createFileSystem();
    const template = (fails: boolean, apiVersion: string) =>
      cloud.synthesize((stack) => {
        const later = new CfnResource(stack, 'Later', { type: FAILING_RESOURCE, properties: { Fails: fails } });
        customResource(stack, 'Get', { onUpdate: get(fileSystem, { apiVersion }) }).node.addDependency(later);
      });
    const stack = cloud.newStack();
    await stack.deploy(template(false, '2025-05-05'));
    await expect(stack.deploy(template(true, '2026-06-06'))).rejects.toThrow('told to fail');
    expect(cloud.server.calls(fileSystem)).toHaveLength(1);
  });

  test.each([
    ['re-evaluated', 'UPDATE_ROLLBACK_COMPLETE', 7],
    ['stored', 'UPDATE_ROLLBACK_FAILED', 8],
  ] as const)('sends attributes %s, which ends in %s', async (rollback, status, daysAfterLastAccess) => {
    const fileSystem = cloud.server.createFileSystem();
    const stack = cloud.newStack({ rollback });
    await stack.deploy(getAndPut(fileSystem, 7));
    await expect(stack.deploy(getAndPut(fileSystem, 8, true))).rejects.toThrow('told to fail');
    expect(stack.status).toBe(status);
    expect(cloud.server.rules(fileSystem)?.expirationDataRules).toEqual([{ daysAfterLastAccess }]);
  });

  describe('that cannot be rolled back', () => {
    async function stuck() {
      const fileSystem = cloud.server.createFileSystem();
      const stack = cloud.newStack({ rollback: 'stored' });
      await stack.deploy(getAndPut(fileSystem, 7));
      await expect(stack.deploy(getAndPut(fileSystem, 8, true))).rejects.toThrow('told to fail');
      const failed = stack.describe().filter(({ status }) => status === 'UPDATE_FAILED');
      return { stack, fileSystem, failed: failed.map(({ logicalId }) => logicalId).sort() };
    }

    test('is not deployed over', async () => {
      const { stack, fileSystem } = await stuck();
      await expect(stack.deploy(getAndPut(fileSystem, 7))).rejects.toThrow('a stack in state UPDATE_ROLLBACK_FAILED');
    });

    test('fails again while the cause is there', async () => {
      const { stack } = await stuck();
      await expect(stack.continueUpdateRollback()).rejects.toThrow(/has version 3, the request names 1/);
      expect(stack.status).toBe('UPDATE_ROLLBACK_FAILED');
    });

    test('is rolled back without what is skipped, which stays as it is', async () => {
      const { stack, fileSystem, failed } = await stuck();
      expect(failed).toEqual(['Later', expect.stringMatching(/^Put/)]);
      await stack.continueUpdateRollback(failed.slice(1));
      expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(cloud.server.rules(fileSystem)?.expirationDataRules).toEqual([{ daysAfterLastAccess: 8 }]);
      await stack.deploy(getAndPut(fileSystem, 9));
      expect(cloud.server.rules(fileSystem)?.expirationDataRules).toEqual([{ daysAfterLastAccess: 9 }]);
    });

    test('skips only that whose rollback has failed', async () => {
      const { stack } = await stuck();
      await expect(stack.continueUpdateRollback(['Later'])).rejects.toThrow('Later cannot be skipped');
    });
  });

  test('is the only one that can be continued', async () => {
    await expect(cloud.newStack().continueUpdateRollback()).rejects.toThrow('has no rollback to continue');
  });

  /** Get, which is called again with each change, then Put, then what may fail. */
  function getAndPut(fileSystem: ServedFileSystem, daysAfterLastAccess: number, fails = false) {
    return cloud.synthesize((stack) => {
      const apiVersion = `2025-05-${daysAfterLastAccess}`; // a property of no effect but to call it again
      const version = customResource(stack, 'Get', { onUpdate: get(fileSystem, { apiVersion }) });
      const latestVersionNumber = Token.asNumber(version.getResponseFieldReference('latestVersionNumber'));
      const expirationDataRules = [{ daysAfterLastAccess }];
      const last = customResource(stack, 'Put', {
        onUpdate: put(fileSystem, { ...rules, expirationDataRules, latestVersionNumber }),
      });
      const later = new CfnResource(stack, 'Later', { type: FAILING_RESOURCE, properties: { Fails: fails } });
      later.node.addDependency(last);
    });
  }
});

describe('the native property', () => {
  test.each(FRESH_MODELS)('is applied at creation and when it changes ("%s")', async (fresh) => {
    const stack = cloud.newStack({ fresh });
    await stack.deploy(withFileSystem(false, days(7)));
    await stack.deploy(withFileSystem(false, days(8)));
    expect(stack.status).toBe('UPDATE_COMPLETE');
    const expirationDataRules = [{ daysAfterLastAccess: 8 }];
    expect(cloud.server.rules(stack.fileSystem('Files'))).toEqual({ importDataRules: [root], expirationDataRules });
  });

  test('is tried again after a conflict', async () => {
    const stack = cloud.newStack();
    cloud.server.faults.refuse({ operation: 'PutSynchronizationConfiguration', error: 'ConflictException', times: 3 });
    await stack.deploy(withFileSystem(false, days(7)));
    expect(stack.status).toBe('CREATE_COMPLETE');
  });

  test('that the service refuses fails the creation, and the file system goes', async () => {
    const stack = cloud.newStack();
    await expect(stack.deploy(withFileSystem(false, days(0)))).rejects.toThrow(/Files: ValidationException.*1 to 365/);
    expect(cloud.server.exists(cloud.server.newest())).toBe(false);
  });

  test('waits for a file system that is being created', async () => {
    const stack = cloud.newStack({ creatingFor: 5 });
    await stack.deploy(withFileSystem(false, days(7)));
    expect(cloud.server.calls(stack.fileSystem('Files'), 'GetFileSystem')).toHaveLength(6);
  });

  test('does not wait for one for ever', async () => {
    const stack = cloud.newStack({ creatingFor: 1000 });
    await expect(stack.deploy(withFileSystem(false))).rejects.toThrow('did not become available');
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
  });
});

describe('deletion', () => {
  test('that fails leaves what could not be deleted and what that needs, and goes on there the next time', async () => {
    const stack = cloud.newStack();
    await stack.deploy(withFileSystem(false));
    cloud.server.write(stack.fileSystem('Files'), 1);
    await expect(stack.delete()).rejects.toThrow(/Files: ConflictException: .*pending export/);
    expect(stack.status).toBe('DELETE_FAILED');
    expect(stack.describe().map(({ logicalId, status }) => [logicalId, status])).toEqual([
      ['Bucket', 'COMPLETE'],
      ['Files', 'DELETE_FAILED'],
    ]);
    await stack.delete();
    expect(stack.status).toBe('DELETE_COMPLETE');
    expect(stack.describe()).toEqual([]);
  });

  test('takes what is gone already for deleted', async () => {
    const stack = cloud.newStack();
    await stack.deploy(withFileSystem(false));
    const fileSystem = stack.fileSystem('Files');
    const other = cloud.newStack();
    await other.deploy(withFileSystem(false));
    await stack.delete();
    expect(cloud.server.exists(fileSystem)).toBe(false);
    await stack.delete();
    expect(stack.status).toBe('DELETE_COMPLETE');
    expect(cloud.server.exists(other.fileSystem('Files'))).toBe(true);
  });
});
