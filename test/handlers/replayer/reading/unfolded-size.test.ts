import { gzipSync } from 'node:zlib';
import { unfoldedSize } from '../../../../lambda-runtime/replayer/reading/unfolded-size';

const MOST = 64 * 1024 * 1024;

const sizeOf = (extension: string, bytes: Buffer) =>
  unfoldedSize(extension, bytes.length, async (position, length) => bytes.subarray(position, position + length), MOST);

/** A frame of Zstandard, as far as its size; what follows does not matter. */
const frame = (...header: number[]) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...header, ...Array<number>(20).fill(0)]);

test('of a file that is not compressed it is its size', async () => {
  expect(await sizeOf('.records.ndjson', Buffer.alloc(7))).toBe(7);
});

test('of gzip it is what its end says', async () => {
  expect(await sizeOf('.records.ndjson.gz', gzipSync(Buffer.alloc(1_000_000)))).toBe(1_000_000);
});

test.each([
  ['one byte', frame(0x20, 200), 200],
  ['two bytes, counted from 256', frame(0x60, 0x00, 0x10), 0x1100],
  ['four bytes behind the window', frame(0x80, 0x58, 0x40, 0x42, 0x0f, 0), 1_000_000],
  ['eight bytes behind window and dictionary', frame(0xc1, 0x58, 0x07, 0, 0, 1, 0, 0, 0, 0), 65_536],
])('of Zstandard it is what the frame says in %s', async (_, bytes, size) => {
  expect(await sizeOf('.record.json.zst', bytes)).toBe(size);
});

test('where a file does not say, it is guessed', async () => {
  expect(await sizeOf('.json.zst', frame(0x00, 0x58))).toBe(frame(0x00, 0x58).length * 10);
});

test.each(['.json.gz', '.json.zst'])('a %s that is none has its own size at least', async (extension) => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('x'), Buffer.from('not compressed at all')]) {
    expect(await sizeOf(extension, bytes)).toBeGreaterThanOrEqual(bytes.length);
  }
});

test('more than can be decompressed is never claimed', async () => {
  expect(await sizeOf('.json.gz', Buffer.from([0, 0xff, 0xff, 0xff, 0xff]))).toBe(MOST);
});
