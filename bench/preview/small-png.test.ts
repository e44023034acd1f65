import { crc32, deflateSync } from 'node:zlib';
import { pixelsOf, smallPng } from './small-png';

/** A PNG of three bytes a pixel, whose lines have the filters that are given. */
function png(width: number, lines: readonly { filter: number; bytes: readonly number[] }[], colorType = 2): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([8, colorType], 8);
  const data = deflateSync(Buffer.from(lines.flatMap(({ filter, bytes }) => [filter, ...bytes])));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The colors of a picture that has a palette, line by line. */
function colorsOf(small: Buffer): { type: number; palette: Buffer } {
  const at = small.indexOf('PLTE');
  return { type: small[25] as number, palette: small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4)) };
}

test('lines of every filter give the pixels that they stand for', () => {
  const picture = png(2, [
    { filter: 0, bytes: [10, 20, 30, 40, 50, 60] },
    { filter: 1, bytes: [1, 1, 1, 2, 2, 2] },
    { filter: 2, bytes: [1, 1, 1, 1, 1, 1] },
    { filter: 3, bytes: [1, 1, 1, 1, 1, 1] },
    { filter: 4, bytes: [250, 0, 0, 0, 0, 1] },
  ]);
  expect([...pixelsOf(picture).colors].map((color) => color.toString(16).padStart(6, '0'))).toEqual([
    ...['0a141e', '28323c'],
    ...['010101', '030303'],
    ...['020202', '040404'],
    ...['020202', '040404'],
    ...['fc0202', 'fc0405'],
  ]);
});

test('a picture of few colors keeps all of them', () => {
  const small = smallPng(
    png(2, [
      { filter: 0, bytes: [1, 2, 3, 4, 5, 6] },
      { filter: 0, bytes: [4, 5, 6, 4, 5, 6] },
    ]),
  );
  expect(colorsOf(small)).toEqual({ type: 3, palette: Buffer.from([4, 5, 6, 1, 2, 3]) });
});

test('of more than a palette has the most frequent stay', () => {
  const rare = Array.from({ length: 300 }, (_, index) => [index >> 8, index & 255, 9]);
  const bytes = [...rare, [7, 7, 7], [7, 7, 7]].flat();
  const { palette } = colorsOf(smallPng(png(302, [{ filter: 0, bytes }])));
  expect(palette).toHaveLength(3 * 256);
  expect([...palette.subarray(0, 3)]).toEqual([7, 7, 7]);
});

test('what Chromium does not make is refused', () => {
  expect(() => smallPng(png(1, [{ filter: 0, bytes: [1] }], 0))).toThrow('this is no PNG as Chromium takes it');
});
