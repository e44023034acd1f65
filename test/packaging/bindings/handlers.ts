import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUCKETS_BY_ID, SynthesizedApp } from '../../../local/cloudformation/synthesized-app';
import { runCommand } from '../../../local/process/command';
import type { Supervisor } from '../../../local/process/supervisor';
import { sha256 } from './assembly';
import { onlyFile } from './files';

/** A variable that only this handler's function has. */
const HANDLERS = { ingest: 'RECORD_FORMAT', replayer: 'TARGET_TOPIC' } as const;

type Handler = keyof typeof HANDLERS;
export type HandlerHashes = Readonly<Record<Handler, string>>;

/** The folder that npm's packages unpack to. */
export const UNPACKED = 'package';

/** The handlers' bundles as they were packed. */
export async function packedHandlers(supervisor: Supervisor, dist: string, folder: string): Promise<HandlerHashes> {
  const tarball = onlyFile(join(dist, 'js'), '.tgz', 'package:js');
  await runCommand(supervisor, 'tar', ['-xzf', tarball, '-C', folder], { failure: 'could not unpack the library' });
  return hashes((handler) => join(folder, UNPACKED, 'assets', 'lambda-runtime', handler, 'index'));
}

/** The handlers' bundles as an assembly would deploy them. */
export function assembledHandlers(assembly: string): HandlerHashes {
  const app = new SynthesizedApp(assembly, BUCKETS_BY_ID);
  return hashes((handler) => app.functionWith(HANDLERS[handler]).codeFolder);
}

function hashes(folderOf: (handler: Handler) => string): HandlerHashes {
  const hash = (handler: Handler) => {
    const bundle = join(folderOf(handler), 'index.mjs');
    if (!existsSync(bundle)) throw new Error(`${bundle}, the ${handler} handler's bundle, is missing`);
    return sha256(bundle);
  };
  return { ingest: hash('ingest'), replayer: hash('replayer') };
}
