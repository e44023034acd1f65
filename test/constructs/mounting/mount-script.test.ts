import * as fs from 'node:fs';
import { App, Stack } from 'aws-cdk-lib/core';
import { type InstanceMountOptions, MountAccess } from '../../../src';
import { Machine } from '../support/machine';
import { importedAccessPoint } from './fixtures';

const accessPoint = importedAccessPoint(new Stack(new App()));

const LATER = { stdout: expect.stringMatching(/later commands run\n$/), status: 0 };

const machines: Machine[] = [];
function newMachine(system = 'amzn', fstab?: string): Machine {
  const machine = new Machine(system, fstab);
  machines.push(machine);
  return machine;
}
afterAll(() => {
  for (const { root } of machines) {
    fs.rmSync(root, { recursive: true });
  }
});

/** Runs the commands that mount, between others. */
function run(
  machine: Machine,
  options: Partial<InstanceMountOptions> = {},
  before = 'set -euo pipefail',
  shell?: string,
) {
  const commands = accessPoint.mountCommands({ mountPoint: machine.mountPoint, ...options });
  return machine.run([before, commands, 'echo later commands run'].join('\n'), shell);
}

describe.each(['bash', 'sh'])('in %s', (shell) => {
  const settings = shell === 'bash' ? 'set -euo pipefail' : 'set -eu';

  test('Amazon Linux installs the client from its repositories and mounts', () => {
    const machine = newMachine();
    expect(run(machine, {}, settings, shell)).toMatchObject(LATER);
    expect(machine.calls).toEqual([
      'dnf -y install amazon-efs-utils',
      `mountpoint -q ${machine.mountPoint}`,
      `mount ${machine.mountPoint}`,
    ]);
    expect(machine.fstab).toEqual([
      'UUID=0 / xfs defaults 0 1',
      `fs-0123:/ ${machine.mountPoint} s3files _netdev,nofail,accesspoint=fsap-0123,ro 0 0`,
      '',
    ]);
    expect(fs.statSync(machine.mountPoint).isDirectory()).toBe(true);
  });

  test('twice is as once', () => {
    const machine = newMachine();
    run(machine, {}, settings, shell);
    const { calls, fstab } = machine;
    const { ino } = fs.statSync(machine.path('etc/fstab'));
    expect(run(machine, {}, settings, shell)).toMatchObject(LATER);
    expect(machine.fstab).toEqual(fstab);
    expect(fs.statSync(machine.path('etc/fstab')).ino).toBe(ino); // not written again
    expect(machine.calls.slice(calls.length)).toEqual([`mountpoint -q ${machine.mountPoint}`]);
  });

  test('a client that cannot be installed is told of, and later commands run', () => {
    const machine = newMachine();
    machine.command('dnf', 'echo no route to the repository >&2; exit 1');
    const result = run(machine, {}, settings, shell);
    expect(result).toMatchObject(LATER);
    expect(result.stderr).toContain('no route to the repository');
    expect(result.stderr).toContain(
      `cdk-s3files: ${machine.mountPoint} is not mounted: amazon-efs-utils 3.0.0 or later could not be installed, see the lines above`,
    );
    expect(machine.calls.filter((call) => call.startsWith('dnf'))).toHaveLength(5);
    expect(machine.fstab).toEqual(['UUID=0 / xfs defaults 0 1', '']);
  });
});

test('an older Amazon Linux installs by yum', () => {
  const machine = newMachine();
  machine.remove('dnf');
  machine.installs('yum');
  run(machine);
  expect(machine.calls[0]).toBe('yum -y install amazon-efs-utils');
});

test.each(['ubuntu', 'debian', 'rhel', 'sles'])('%s installs by the installer of AWS', (system) => {
  const machine = newMachine(system);
  expect(run(machine)).toMatchObject(LATER);
  expect(machine.calls.slice(0, 2)).toEqual([
    'curl -fsSL https://amazon-efs-utils.aws.com/efs-utils-installer.sh',
    'installer --install',
  ]);
  expect(machine.calls.at(-1)).toBe(`mount ${machine.mountPoint}`);
});

test('an installer that cannot be fetched is told of', () => {
  const machine = newMachine('ubuntu');
  machine.command('curl', 'exit 6');
  const result = run(machine, {}, '');
  expect(result).toMatchObject(LATER);
  expect(result.stderr).toContain('could not be installed');
});

test('a package that is too old to have the mount helper is told of', () => {
  const machine = newMachine();
  machine.command('dnf');
  expect(run(machine).stderr).toContain('amazon-efs-utils 3.0.0 or later could not be installed');
});

test('a package manager that is busy at first is tried again', () => {
  const machine = newMachine();
  machine.command(
    'dnf',
    `[ -e ${machine.root}/second ] || { touch ${machine.root}/second; exit 1; }; ${machine.client}`,
  );
  expect(run(machine)).toMatchObject(LATER);
  expect(machine.calls.slice(0, 3)).toEqual([
    'dnf -y install amazon-efs-utils',
    'sleep 15',
    'dnf -y install amazon-efs-utils',
  ]);
  expect(machine.calls.at(-1)).toBe(`mount ${machine.mountPoint}`);
});

test('an image that has the client needs no repository', () => {
  const machine = newMachine();
  machine.command('mount.s3files');
  machine.remove('dnf');
  expect(run(machine)).toMatchObject({ ...LATER, stderr: '' });
  expect(machine.calls.at(-1)).toBe(`mount ${machine.mountPoint}`);
});

test('a mount target whose name is not known yet is tried again', () => {
  const machine = newMachine();
  machine.command(
    'mount',
    `[ -e ${machine.root}/third ] && touch ${machine.root}/mounted && exit; [ -e ${machine.root}/second ] && touch ${machine.root}/third; touch ${machine.root}/second; exit 1`,
  );
  expect(run(machine)).toMatchObject(LATER);
  expect(machine.calls.filter((call) => call.startsWith('mount '))).toHaveLength(3);
  expect(machine.calls.filter((call) => call === 'sleep 10')).toHaveLength(2);
});

test('a mount that never succeeds ends, is told of, and is left to the next boot', () => {
  const machine = newMachine();
  machine.command('mount', 'echo access denied >&2; exit 1');
  const result = run(machine);
  expect(result).toMatchObject(LATER);
  expect(result.stderr).toContain(
    `cdk-s3files: ${machine.mountPoint} is not mounted: mount failed, see the lines above and`,
  );
  expect(machine.calls.filter((call) => call.startsWith('mount '))).toHaveLength(12);
  expect(machine.fstab).toHaveLength(3);
});

test('other options replace the entry, and leave all others as they are', () => {
  const fstab = [
    '# fs-9:/ /mnt/other s3files in a comment',
    'UUID=0 / xfs defaults 0 1',
    'fs-9:/ /mnt/other s3files _netdev 0 0',
  ];
  const machine = newMachine('amzn', fstab.join('\n')); // without a line break at the end
  run(machine);
  run(machine, { access: MountAccess.READ_WRITE });
  expect(machine.fstab).toEqual([
    ...fstab,
    `fs-0123:/ ${machine.mountPoint} s3files _netdev,nofail,accesspoint=fsap-0123 0 0`,
    '',
  ]);
  expect(fs.statSync(machine.path('etc/fstab')).mode & 0o777).toBe(0o640);
  expect(fs.readdirSync(machine.path('etc')).sort()).toEqual(['fstab', 'os-release']);
});

test('two access points get an entry each', () => {
  const machine = newMachine();
  run(machine);
  fs.rmSync(machine.path('mounted'));
  run(machine, { mountPoint: `${machine.root}/other` });
  expect(machine.fstab.filter((line) => line.includes('s3files'))).toHaveLength(2);
  expect(machine.calls.at(-1)).toBe(`mount ${machine.root}/other`);
});

test('an fstab that cannot be written stays as it was, and is told of', () => {
  const machine = newMachine();
  machine.command('mv', 'exit 1');
  const result = run(machine);
  expect(result).toMatchObject(LATER);
  expect(result.stderr).toMatch(/is not mounted: .*fstab could not be changed/);
  expect(machine.fstab).toEqual(['UUID=0 / xfs defaults 0 1', '']);
});

test('neither variables nor functions nor settings reach the lines around', () => {
  const machine = newMachine();
  const result = run(machine, {}, `target=mine; fail() { echo mine; }; trap 'echo "$target, $(fail), ended"' EXIT`);
  expect(result.stdout).toMatch(/later commands run\nmine, mine, ended\n$/);
});
