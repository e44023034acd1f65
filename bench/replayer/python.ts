import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../local/process/command';
import { CACHE } from '../../local/process/places';
import type { Supervisor } from '../../local/process/supervisor';

/** The demo's Kafka client, and what reads Parquet. */
const PACKAGES = ['confluent-kafka==2.16.1', 'pyarrow==26.0.1'];

/** The interpreter of a virtual environment that has what the baseline needs, made once and kept for the next time. */
export async function bringPython(supervisor: Supervisor): Promise<string> {
  const folder = join(CACHE, PACKAGES.join('+').replaceAll('==', '-'));
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  await runCommand(supervisor, 'python3', ['-m', 'venv', unfinished], {
    failure:
      'could not make a virtual environment; the benchmark needs Python 3.10 or newer with venv (Debian and Ubuntu: apt-get install python3-venv)',
  });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
  await runCommand(supervisor, join(unfinished, 'bin', 'python'), install, {
    failure: `could not install ${PACKAGES.join(' and ')}, which the baseline publishes and reads with`,
  });
  await rename(unfinished, folder).catch(async (error) => {
    if (!existsSync(python)) throw error;
    await rm(unfinished, { recursive: true, force: true }); // another run was first
  });
  return python;
}
