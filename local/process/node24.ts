import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npmInstall } from './npm-install';
import { CACHE } from './places';
import type { Supervisor } from './supervisor';

/** Lambda's `nodejs24.x`; the Kafka client asks for 24.6 at least. */
const VERSIONS = '>=24.6.0 <25';

/** The path of a Node.js 24, as Lambda has: this process's own, or one from npm, kept for the next time. */
export async function bringNode24(supervisor: Supervisor): Promise<string> {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 && minor >= 6) return process.execPath;
  const folder = join(CACHE, 'node-24');
  const name = packageName(process.platform, process.arch);
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(binary)) return binary;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  await npmInstall(supervisor, unfinished, [`${name}@${VERSIONS}`], {
    failure: 'could not install Node.js 24 from npm',
  });
  await rename(unfinished, folder).catch(async (error) => {
    if (!existsSync(binary)) throw error;
    await rm(unfinished, { recursive: true, force: true }); // another run was first
  });
  return binary;
}

/** The npm package that holds nothing but this platform's binary; only Apple silicon's has another name. */
export function packageName(platform: string, arch: string): string {
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${arch}`;
}
