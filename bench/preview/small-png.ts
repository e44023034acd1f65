import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A PNG's palette has no more. https://www.w3.org/TR/png-3/#11PLTE */
const MOST_COLORS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The pixels of a picture, a number of three bytes each: 0xrrggbb. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly colors: Uint32Array;
}

/**
 * Makes a picture of a page a third of its size: the 256 colors that it has most of stay, and the many shades at the edges of
 * letters become the nearest of these.
 *
 * @param png as Chromium takes it: three or four bytes a pixel, not interlaced
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colors } = pixelsOf(png);
  const palette = paletteOf(colors);
  const places = new Map<number, number>();
  const lines = Buffer.alloc(height * (width + 1)); // each begins with the filter's kind: none
  colors.forEach((color, index) => {
    let place = places.get(color);
    if (place === undefined) {
      place = nearest(color, palette);
      places.set(color, place);
    }
    lines[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = place;
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]); // 8 bits, places in the palette
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const entries = Buffer.from(palette.flatMap(channels));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pixelsOf(png: Buffer): Pixels {
  const parts = chunksOf(png);
  const header = parts.find(({ type }) => type === 'IHDR')?.data;
  const bytes = header?.[9] === 6 ? 4 : 3;
  if (header === undefined || header[8] !== 8 || ![2, 6].includes(header[9] as number) || header[12] !== 0) {
    throw new Error('this is no PNG as Chromium takes it: three or four bytes a pixel, not interlaced');
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map((part) => part.data)));
  const raw = unfiltered(data, width * bytes, height, bytes);
  return {
    width,
    height,
    colors: Uint32Array.from({ length: width * height }, (_, index) => raw.readUIntBE(index * bytes, 3)),
  };
}

/** Takes the filter of each line back. https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(data: Buffer, stride: number, height: number, bytes: number): Buffer {
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const kind = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < bytes ? 0 : (raw[at - bytes] as number);
      const above = y === 0 ? 0 : (raw[at - stride] as number);
      const corner = x < bytes || y === 0 ? 0 : (raw[at - stride - bytes] as number);
      raw[at] = (data[at + y + 1] as number) + predicted(kind, left, above, corner);
    }
  }
  return raw;
}

function predicted(kind: number | undefined, left: number, above: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  if (kind !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function paletteOf(colors: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const byCount = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  return byCount.slice(0, MOST_COLORS).map(([color]) => color);
}

function nearest(color: number, palette: readonly number[]): number {
  const distance = (other: number) => {
    const [a, b] = [channels(color), channels(other)];
    return a.reduce((sum, value, index) => sum + (value - (b[index] as number)) ** 2, 0);
  };
  return palette.reduce(
    (best, other, place) => (distance(other) < distance(palette[best] as number) ? place : best),
    0,
  );
}

function channels(color: number): number[] {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const parts: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    parts.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return parts;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
