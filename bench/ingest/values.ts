const STATES = ['placed', 'paid', 'packed', 'sent', 'returned'];
const WORDS = 'left at the door, ring twice, no substitutes please, call before you come, '.repeat(4);

/**
 * JSON as applications send it, with names that repeat and numbers that do not: of so many bytes, and the same each time
 * for the same number.
 */
export function orderJson(number: number, bytes: number): Buffer {
  const random = randomNumbers(number);
  const customer = `customer-${random() % 50_000}`;
  const head = `{"id":"${hex(random())}${hex(random())}","customer":"${customer}","state":"${STATES[random() % STATES.length]}","items":[`;
  const items: string[] = [];
  const [tail, end] = ['],"note":"', '"}'];
  for (let left = bytes - head.length - tail.length - end.length; ; ) {
    const item = `{"sku":"sku-${(random() % 90_000).toString(36)}","quantity":${(random() % 9) + 1},"price":${(random() % 100_000) / 100}}`;
    const length = item.length + (items.length > 0 ? 1 : 0);
    if (length > left) return Buffer.from(`${head}${items.join(',')}${tail}${WORDS.slice(0, left)}${end}`);
    items.push(item);
    left -= length;
  }
}

/** Numbers of 32 bits (a xorshift generator), the same for the same beginning. */
function randomNumbers(beginning: number): () => number {
  let state = Math.imul(beginning + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
