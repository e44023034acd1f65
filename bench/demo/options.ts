import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly small: number;
  readonly large: number;
  /** The folder of the file system. @default a mount or folder of the demo's own */
  readonly mount?: string;
  /** A plain folder, although there could be a mount with latencies. */
  readonly plain: boolean;
  readonly keep: boolean;
}

export const USAGE = `npm run demo -- [--small N] [--large N] [--mount DIR | --plain] [--keep]

  --small N    how many events of about 4 KB (default 1000)
  --large N    how many events of about 920 KB (default 100)
  --mount DIR  write the files below DIR, for example a mounted file system
               (default: a mount with the latencies of Amazon S3 Files, where FUSE, root and Go are there)
  --plain      write the files to a plain folder, without latencies
  --keep       leave the files there at the end
`;

/** Reads the command line; returns `undefined` when it asks for help. */
export function parseOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      small: { type: 'string', default: '1000' },
      large: { type: 'string', default: '100' },
      mount: { type: 'string' },
      plain: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const small = count('--small', values.small);
  const large = count('--large', values.large);
  if (small + large === 0) throw new Error('--small 0 --large 0 leaves nothing to show: give at least one event');
  return {
    small,
    large,
    plain: values.plain,
    keep: values.keep,
    ...(values.mount === undefined ? {} : { mount: values.mount }),
  };
}

/** Throws where the folder given by `--mount` is missing, before anything is started. */
export async function assertMountIsFolder({ mount }: DemoOptions): Promise<void> {
  if (mount === undefined) return;
  const found = await stat(mount).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new Error(`--mount is '${mount}', which is not a folder: mount the file system there first`);
  }
}

function count(option: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Error(`${option} is '${text}': give a whole number from 0 to 9999999`);
  return Number(text);
}
