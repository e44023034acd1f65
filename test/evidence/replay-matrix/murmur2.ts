/**
 * The hash by which Kafka's Java client spreads keys, written from its definition (murmur2, 32 bits, seed 0x9747b28c:
 * org.apache.kafka.common.utils.Utils), so that the producer is not checked by its own.
 */
export function partitionOfKey(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

const MULTIPLIER = 0x5bd1e995;

function murmur2(bytes: Buffer): number {
  const tail = bytes.length & ~3;
  let hash = 0x9747b28c ^ bytes.length;
  for (let at = 0; at < tail; at += 4) {
    const mixed = Math.imul(bytes.readInt32LE(at), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
  }
  if (bytes.length > tail) {
    hash = Math.imul(hash ^ bytes.readUIntLE(tail, bytes.length - tail), MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}
