import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { AwsShell } from '../../local/aws-cli/aws-shell';
import { CloudFormationServer } from '../../local/cloudformation/cloudformation-server';
import { LocalCloud, type StackOptions } from '../../local/cloudformation/local-cloud';
import { STACK_NAME } from '../../local/cloudformation/pseudo-parameters';
import type { StackDeployer } from '../../local/cloudformation/stack-deployer';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { type AppOptions, Apps, nameOf, SERVED } from '../evidence/synchronization-matrix/apps';

// Commands of docs/how-to/troubleshoot that change a stack, as they stand there, by the AWS CLI against this machine's services.

const supervisor = new Supervisor();
let cloud: LocalCloud;
let apps: Apps;

beforeAll(async () => {
  cloud = await LocalCloud.start();
  apps = new Apps(cloud);
});

afterAll(async () => {
  await cloud.stop();
  supervisor.end();
});

/** The shell commands of a page below a heading, block by block, but for the blocks below the headings in it. */
function commandsBelow(page: string, heading: string): string[] {
  const text = readFileSync(join(REPOSITORY, 'docs', 'how-to', 'troubleshoot', page), 'utf8');
  const [, section] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (section === undefined) throw new Error(`${page} has no heading '${heading}'`);
  const [own] = section.split(/^#+ (?=[A-Z])/m);
  return [...own.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands);
}

/** A stack, and a shell in which the page's commands find it. */
async function withStack(
  options: StackOptions,
  use: (stack: StackDeployer, run: (commands: string) => Promise<string>, folder: string) => Promise<void>,
): Promise<void> {
  const stack = cloud.newStack(options);
  const cloudFormation = await CloudFormationServer.start(stack);
  try {
    const endpoints = { S3FILES: cloud.server.endpoint, CLOUDFORMATION: cloudFormation.endpoint };
    const shell = await AwsShell.open(supervisor, endpoints);
    const run = (commands: string) =>
      shell.run(commands, { STACK: STACK_NAME, FILE_SYSTEM: stack.fileSystem('FileSystem').id });
    await use(stack, run, shell.folder);
  } finally {
    await cloudFormation.close();
  }
}

const app = (options: Partial<AppOptions>) => apps.of({ scheme: 'custom resource', rules: 'A', ...options });

describe('a stack that cannot be deleted soon after a write', () => {
  const [why] = commandsBelow('deletion-refused.md', '1. What is in the way\\?');
  const [again, force] = commandsBelow('deletion-refused.md', 'Files wait for their export');

  const notDeleted = (use: Parameters<typeof withStack>[1]) =>
    withStack({}, async (stack, run, folder) => {
      await stack.deploy(app({ removalPolicy: RemovalPolicy.DESTROY }));
      cloud.server.write(stack.fileSystem('FileSystem'), 3);
      await expect(stack.delete()).rejects.toThrow('pending export');
      expect(stack.status).toBe('DELETE_FAILED');
      await use(stack, run, folder);
    });

  test(
    'says which resource is in the way, and why',
    () =>
      notDeleted(async (stack, run) => {
        const { arn } = stack.fileSystem('FileSystem');
        expect(await run(why)).toMatch(new RegExp(`^FileSystem\\t${arn}\\t.*has data pending export to S3`, 'm'));
      }),
    120_000,
  );

  test(
    'is deleted once the files are exported',
    () =>
      notDeleted(async (stack, run) => {
        const fileSystem = stack.fileSystem('FileSystem');
        const output = await run(again);
        expect(output.match(/slept 60/g)).toHaveLength(2);
        expect(stack.status).toBe('DELETE_COMPLETE');
        expect(cloud.server.exists(fileSystem)).toBe(false);
      }),
    120_000,
  );

  test(
    'is deleted at once where the files may be lost',
    () =>
      notDeleted(async (stack, run) => {
        const fileSystem = stack.fileSystem('FileSystem');
        await run(force);
        expect(cloud.server.exists(fileSystem)).toBe(false);
        expect(await run(again)).not.toContain('slept');
        expect(stack.status).toBe('DELETE_COMPLETE');
      }),
    120_000,
  );
});

describe('a rollback that fails because it sends an old version', () => {
  const [again, skip, read, write] = commandsBelow('custom-resource.md', 'The rollback fails');

  const stuck = (use: Parameters<typeof withStack>[1]) =>
    withStack({ rollback: 'stored' }, async (stack, run, folder) => {
      await stack.deploy(app({ rules: 'A' }));
      await expect(stack.deploy(app({ rules: 'B', laterFails: true }))).rejects.toThrow('told to fail');
      expect(stack.status).toBe('UPDATE_ROLLBACK_FAILED');
      await use(stack, run, folder);
    });

  const standing = (stack: StackDeployer) => nameOf(cloud.server.rules(stack.fileSystem('FileSystem')));

  test(
    'fails again when it is continued, which the wait reports',
    () =>
      stuck(async (stack, run) => {
        await expect(run(again)).rejects.toThrow('Waiter StackRollbackComplete failed');
        expect(stack.status).toBe('UPDATE_ROLLBACK_FAILED');
      }),
    120_000,
  );

  test(
    'ends without its last step; then the rules from before are put by hand',
    () =>
      stuck(async (stack, run, folder) => {
        await run(skip);
        expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(standing(stack)).toBe('B');

        await run(read);
        const file = join(folder, 'rules.json');
        writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...SERVED.A }));
        await run(write);
        expect(standing(stack)).toBe('A');

        await stack.deploy(app({ rules: 'C' }));
        expect(stack.status).toBe('UPDATE_COMPLETE');
        expect(standing(stack)).toBe('C');
      }),
    120_000,
  );
});
