import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { isObject } from '../../environment';
import { cut, errorMessage } from '../../errors';
import { collect, type ObjectStore, uri } from '../runs/object-store';
import type { FileSource } from './file-source';
import { pathOf, type SourcePartition } from './file-to-replay';
import { linesOf } from './lines';
import { NamedFiles } from './named-files';

/**
 * The first line of a manifest. A manifest lists the files of one partition, as compressed JSON lines: each line behind
 * the first is a file's path, in the order of the replay. The same files make the same bytes.
 */
interface Heading {
  readonly version: 1;
  /** The fingerprint of the request that it was made for. */
  readonly request: string;
  readonly partition: string;
}

const BLOCK_LENGTH = 64 * 1024;

export async function encodeManifest(partition: SourcePartition, request: string): Promise<Buffer> {
  const heading: Heading = { version: 1, request, partition: partition.key };
  const gzip = createGzip({ chunkSize: BLOCK_LENGTH });
  const [compressed] = await Promise.all([collect(gzip), pipeline(Readable.from(blocks(partition, heading)), gzip)]);
  return compressed;
}

function* blocks(partition: SourcePartition, heading: Heading): Generator<string> {
  let block = `${JSON.stringify(heading)}\n`;
  for (const file of partition.files) {
    for (const each of [file, ...(file.copies ?? [])]) {
      block += `${JSON.stringify(pathOf(partition, each))}\n`;
    }
    if (block.length >= BLOCK_LENGTH) {
      yield block;
      block = '';
    }
  }
  yield block;
}

/**
 * The files that a manifest names.
 *
 * @param request the fingerprint of the request, which the manifest must have been made for
 */
export function manifest(store: ObjectStore, key: string, request: string): FileSource {
  return async (visitor) => {
    const compressed = await store.read(key);
    if (compressed === undefined) {
      throw new Error(
        `there is no manifest ${uri(store, key)}; the workflow's plan writes it: start the workflow anew`,
      );
    }
    const files = new NamedFiles(visitor);
    try {
      await tellLines(compressed, request, files);
    } catch (cause) {
      throw new Error(`the manifest ${uri(store, key)} cannot be used: ${errorMessage(cause)}`, { cause });
    }
  };
}

async function tellLines(compressed: AsyncIterable<Uint8Array>, request: string, files: NamedFiles): Promise<void> {
  const text = createGunzip({ chunkSize: BLOCK_LENGTH });
  const feeding = pipeline(compressed, text);
  feeding.catch(() => undefined); // the stream itself throws the same
  let heading: unknown;
  for await (const lines of linesOf(text)) {
    for (const line of lines) {
      const value = parsed(line);
      if (heading === undefined) {
        heading = value;
        assertBelongs(heading, request);
      } else {
        files.tell(pathIn(value));
      }
    }
  }
  assertBelongs(heading, request);
  await feeding;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`it has a line of ${line.length} characters that is not JSON`);
  }
}

/** Refuses a path that leads out of the mount. The plan writes none, but somebody else might. */
function pathIn(line: unknown): string {
  if (typeof line !== 'string' || /(^|\/)\.\.?(\/|$)/.test(line)) {
    throw new Error(`it has ${cut(JSON.stringify(line))} where a file's path should be`);
  }
  return line;
}

function assertBelongs(heading: unknown, request: string): void {
  if (!isObject(heading) || heading.version !== 1) {
    throw new Error('its first line does not say what it belongs to');
  }
  if (heading.request !== request) {
    throw new Error('it was made for another request; hand on the payload of the plan, unchanged');
  }
}
