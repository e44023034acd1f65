import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compress } from '../../../../lambda-runtime/records/compression';
import { encodeEnvelope } from '../../../../lambda-runtime/records/envelope';
import { aRecord } from '../../../handlers/support/records';
import { HOSTILE_PARQUET } from './hostile-parquet';

export interface HostileFile {
  readonly name: string;
  /** The text that must be in the answer or the log. */
  readonly named: RegExp;
  /** True where a record that comes out has come from outside the mount. */
  readonly isLink?: boolean;
  /** True where whole records stand before what is broken: they may come out. */
  readonly holdsGoodRecords?: boolean;
  /**
   * Puts the file among the good ones.
   * @returns what takes away that which would outlive the files
   */
  readonly make: (directory: string, outside: string) => Promise<(() => Promise<void>) | undefined> | undefined | void;
}

const OFFSET = 900_001;
const DIGITS = String(OFFSET).padStart(20, '0');
const RECORD = `orders+0+${DIGITS}`;
const SEGMENT = `orders+0+${DIGITS}+${String(OFFSET + 9).padStart(20, '0')}+10`;
const NAMED = new RegExp(DIGITS);
const PIECE = 64 * 1024 * 1024;
const PIECES = 32;
const TWO_GIB = 2 ** 31;
const LEVELS = 500_000;

const zstd = (bytes: Buffer) => compress(bytes, 'ZSTD');
const envelope = (offset: number) =>
  encodeEnvelope(aRecord({ topic: 'orders', partition: 0, offset, value: value(offset) }));
const value = (offset: number) => Buffer.from(JSON.stringify(['orders', 0, offset, '']));
const tenRecords = () =>
  Array.from({ length: 10 }, (_, index) => {
    const offset = OFFSET + index;
    return aRecord({ topic: 'orders', partition: 0, offset, value: value(offset) });
  });
const lines = (count: number) => Array.from({ length: count }, (_, index) => `${envelope(OFFSET + index)}\n`).join('');

function written(name: string, file: string, bytes: () => string | Buffer): HostileFile {
  return { name, named: NAMED, make: (directory) => writeFileSync(join(directory, file), bytes()) };
}

function sparse(name: string, file: string): HostileFile {
  return {
    name,
    named: NAMED,
    make: (directory) => {
      const descriptor = openSync(join(directory, file), 'w');
      ftruncateSync(descriptor, TWO_GIB);
      closeSync(descriptor);
    },
  };
}

/** Two gibibytes in a few megabytes: frames of zeros, one after the other. */
function bomb(compress: (bytes: Buffer) => Buffer): () => Buffer {
  return () => {
    const frame = compress(Buffer.alloc(PIECE, '0'));
    return Buffer.concat(Array<Buffer>(PIECES).fill(frame));
  };
}

function command(name: string, program: string, args: (path: string) => string[]): HostileFile {
  return {
    name,
    named: NAMED,
    make: (directory) => {
      const { status, stderr } = spawnSync(program, args(join(directory, `${RECORD}.record.json`)), {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
    },
  };
}

const nested = () =>
  `{"topic":"orders","partition":0,"offset":${OFFSET},"headers":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}`;

export const HOSTILE_FILES: readonly HostileFile[] = [
  written('gzip bomb', `${RECORD}.record.json.gz`, bomb(gzipSync)),
  written('gzip bomb as a segment', `${SEGMENT}.records.ndjson.gz`, bomb(gzipSync)),
  written('zstd bomb', `${RECORD}.record.json.zst`, bomb(zstd)),
  written('zstd bomb as a segment', `${SEGMENT}.records.ndjson.zst`, bomb(zstd)),
  written('nesting', `${RECORD}.record.json`, nested),
  written('nesting in a segment', `${SEGMENT}.records.ndjson`, () => `${nested()}\n`),
  written('nesting in a gzip', `${RECORD}.record.json.gz`, () => gzipSync(nested())),
  sparse('2 GiB', `${RECORD}.record.json`),
  sparse('2 GiB as a segment', `${SEGMENT}.records.ndjson`),
  sparse('2 GiB of a raw value', `${RECORD}.json`),
  written('an empty file', `${RECORD}.record.json`, () => ''),
  written('an empty segment', `${SEGMENT}.records.ndjson`, () => ''),
  written('a record of another name', `${RECORD}.record.json`, () => envelope(3)),
  { ...written('a segment that lacks lines', `${SEGMENT}.records.ndjson`, () => lines(9)), holdsGoodRecords: true },
  {
    ...written('a segment that ends in a line', `${SEGMENT}.records.ndjson`, () => lines(10).slice(0, -40)),
    holdsGoodRecords: true,
  },
  written('a cut gzip', `${RECORD}.record.json.gz`, () => gzipSync(envelope(OFFSET)).subarray(0, -12)),
  written('a cut zstd', `${RECORD}.record.json.zst`, () => zstd(envelope(OFFSET)).subarray(0, -6)),
  ...Object.entries(HOSTILE_PARQUET).map(([name, make]) => ({
    name,
    named: NAMED,
    make: async (directory: string) => {
      writeFileSync(join(directory, `${SEGMENT}.records.parquet`), await make(tenRecords()));
      return undefined;
    },
  })),
  written('no gzip at all', `${RECORD}.record.json.gz`, () => envelope(OFFSET)),
  command('a pipe', 'mkfifo', (path) => [path]),
  command('a device', 'mknod', (path) => [path, 'c', '1', '5']),
  {
    name: 'a socket',
    named: NAMED,
    make: async (directory) => {
      const server = createServer().listen(join(directory, `${RECORD}.record.json`));
      await once(server, 'listening');
      return async () => {
        server.close();
      };
    },
  },
  {
    name: 'a directory with the name of a file',
    named: /./,
    make: (directory) => mkdirSync(join(directory, `${RECORD}.record.json`)),
  },
  {
    name: 'a link to a file outside',
    named: NAMED,
    isLink: true,
    make: (directory, outside) => {
      writeFileSync(join(outside, 'outside-secret'), envelope(OFFSET));
      symlinkSync(join(outside, 'outside-secret'), join(directory, `${RECORD}.record.json`));
    },
  },
  {
    name: 'a link to a directory outside',
    named: /linked/,
    isLink: true,
    make: (directory, outside) => {
      writeFileSync(join(outside, `${RECORD}.record.json`), envelope(OFFSET));
      symlinkSync(outside, join(directory, 'linked'));
    },
  },
  {
    name: 'a link to itself',
    named: NAMED,
    isLink: true,
    make: (directory) => symlinkSync(`${RECORD}.record.json`, join(directory, `${RECORD}.record.json`)),
  },
  {
    name: 'a name that is no UTF-8',
    named: /odd-/,
    make: (directory) => {
      const name = Buffer.concat([
        Buffer.from(`${directory}/odd-`),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(`+${RECORD}.record.json`),
      ]);
      writeFileSync(name, envelope(OFFSET));
    },
  },
];
