import { resolve } from 'node:path';
import type { Progress } from '../../local/process/progress';
import type { Supervisor } from '../../local/process/supervisor';
import { SlowMount } from '../../local/slow-mount/slow-mount';
import { whatSlowMountLacks } from '../../local/slow-mount/slow-mount-program';
import { type Medium, mediumOf, SLOW_MOUNT } from './medium';
import type { DemoOptions } from './options';

/** The place of the demo's files. */
export interface Place {
  readonly path: string;
  readonly medium: Medium;
  /** The folder that still has the files when all is over. */
  readonly folder: string;
  /** False if `makeCold` does nothing. */
  readonly makesCold: boolean;
  /** Makes the next read of every file a first one. Does nothing where no read can be cold. */
  makeCold(): Promise<void>;
  close(): Promise<void>;
}

/** A mount with the latencies of Amazon S3 Files where there can be one, unless another place was asked for. */
export async function choosePlace(options: DemoOptions, supervisor: Supervisor, progress: Progress): Promise<Place> {
  const lacking = whatSlowMountLacks();
  if (options.mount !== undefined || options.plain || lacking !== undefined) {
    if (options.mount === undefined && !options.plain) progress.line(`files in a plain folder: ${lacking}`);
    return plainFolder(options, supervisor);
  }
  return progress.step(
    'mount with the latencies of Amazon S3 Files',
    () => slowMount(options, supervisor),
    ({ path }) => path,
  );
}

async function plainFolder({ mount, keep }: DemoOptions, supervisor: Supervisor): Promise<Place> {
  const folder = supervisor.temporaryFolder(mount === undefined ? undefined : resolve(mount));
  if (keep) supervisor.keep(folder);
  const nothing = () => Promise.resolve();
  return { path: folder, medium: await mediumOf(folder), folder, makesCold: false, makeCold: nothing, close: nothing };
}

async function slowMount({ keep }: DemoOptions, supervisor: Supervisor): Promise<Place> {
  const folder = supervisor.temporaryFolder();
  if (keep) supervisor.keep(folder);
  const mount = await SlowMount.start({ backing: folder }, supervisor);
  return {
    path: mount.path,
    medium: SLOW_MOUNT,
    folder,
    makesCold: true,
    makeCold: () => mount.makeCold(),
    close: () => mount.stop(),
  };
}
