import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supervisor } from '../process/supervisor';
import { runOnNfs } from './nfs-machine';
import { whatNfsLacks } from './what-nfs-lacks';

test('one sentence says what is missing, and how to install it', () => {
  expect(whatNfsLacks('/nowhere')).toMatch(
    /^linux\.uml, rpc\.nfsd, .*apt-get install user-mode-linux nfs-kernel-server/,
  );
  const bin = new Supervisor().temporaryFolder();
  for (const name of ['linux.uml', 'rpc.nfsd', 'exportfs', 'mount.nfs4', 'modprobe', 'ip', 'tc']) {
    writeFileSync(join(bin, name), '');
  }
  expect(whatNfsLacks(bin, 1000)).toMatch(/run it as root$/);
  expect(whatNfsLacks(bin, 0)).toBeUndefined();
});

const lacking = whatNfsLacks();

(lacking === undefined ? describe : describe.skip)(
  `a machine with NFS${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    const supervisor = new Supervisor().guardThisProcess();
    afterAll(() => supervisor.end());

    function script(text: string): { folder: string; command: string[] } {
      const folder = supervisor.temporaryFolder();
      const path = join(folder, 'script');
      writeFileSync(path, `#!/bin/bash\n${text}\n`);
      chmodSync(path, 0o755);
      return { folder, command: [path] };
    }

    test('has clients that see what the others wrote, by NFSv4.1, and hands back the exit status', async () => {
      const lines: string[] = [];
      const { folder, command } = script(
        'echo "written by c0" > /run/c0/file; cat /run/c1/file; grep -c vers=4.1 /proc/mounts; cp /run/c1/file /run/host/; exit 7',
      );
      const onLine = (line: string) => lines.push(line);
      expect(await runOnNfs(supervisor, { clients: 2, folder, command, onLine })).toBe(7);
      expect(lines).toEqual(expect.arrayContaining(['written by c0', '2']));
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('written by c0\n');
    });

    test('is switched off when its time is over, and nothing of it is left', async () => {
      const { folder, command } = script('echo started > /run/host/started; sleep 600');
      await expect(runOnNfs(supervisor, { clients: 1, folder, command, limitMs: 15_000 })).rejects.toThrow(
        /switched off after 15 s/,
      );
      expect(readFileSync(join(folder, 'started'), 'utf8')).toBe('started\n');
    });
  },
);
