import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CfnWaitConditionHandle, Token } from 'aws-cdk-lib/core';
import { PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { ServedFileSystem } from '../s3files/s3files-server';
import { FRESH_MODELS } from '../s3files/s3files-synchronization';
import { customResource, get, put, root, rules } from './custom-resource-calls';
import { awsCustomResourceFunction, handlerFile } from './handler-asset';
import { LocalCloud } from './local-cloud';
import type { Template } from './template';

// These stacks do wrong things on purpose, which a stand-in that accepts everything would let pass.

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await LocalCloud.start();
});

afterAll(() => cloud.stop());

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
