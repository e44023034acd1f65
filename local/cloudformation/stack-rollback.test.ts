import { CfnResource, CfnWaitConditionHandle, RemovalPolicy, Token } from 'aws-cdk-lib/core';
import type { ServedFileSystem } from '../s3files/s3files-server';
import { FRESH_MODELS } from '../s3files/s3files-synchronization';
import { customResource, get, put, root, rules } from './custom-resource-calls';
import { LocalCloud } from './local-cloud';
import { FAILING_RESOURCE } from './other-handlers';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await LocalCloud.start();
});

afterAll(() => cloud.stop());

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
    expect(stack.failures()).toMatchObject([
      { logicalId: 'Later', status: 'CREATE_FAILED', reason: 'it was told to fail' },
    ]);
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
    await stack.deploy(cloud.synthesize((old) => customResource(old, 'Get', { onUpdate: get(fileSystem) })));
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
