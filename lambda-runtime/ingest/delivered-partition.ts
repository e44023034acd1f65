/** A partition as the event of an event source mapping names it, `orders-0`: its topic, and what follows the last dash. */
export interface DeliveredPartition {
  readonly topic: string;
  /** The part after the last dash: a number, or a text if it is no number. Absent if the name has no dash. */
  readonly partition?: number | string;
}

/** Takes the name of a partition apart. Whatever the event says, something comes out of it. */
export function deliveredPartition(key: string): DeliveredPartition {
  const end = key.lastIndexOf('-');
  if (end < 0) {
    return { topic: key };
  }
  const partition = key.slice(end + 1);
  return { topic: key.slice(0, end), partition: /^(0|[1-9]\d{0,8})$/.test(partition) ? Number(partition) : partition };
}
