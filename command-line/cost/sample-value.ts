const ITEM = JSON.stringify({ sku: 'A-100234', quantity: 2, price: 12.5, note: 'leave it at the door' });

/** JSON of this size, with as many quotation marks as JSON has, since each takes two bytes in an envelope. */
export function sampleValue(bytes: number): string {
  const start = '{"items":[';
  const end = '],"more":""}';
  const room = bytes - start.length - end.length;
  const count = Math.max(1, Math.floor((room + 1) / (ITEM.length + 1)));
  const items = Array(count).fill(ITEM).join(',');
  const missing = room - items.length;
  if (missing < 0) {
    throw new Error(`${bytes} bytes are too few for the sample`);
  }
  return `${start}${items}],"more":"${'x'.repeat(missing)}"}`;
}
