export const TOPIC = 's3files-demo-events';
export const [SMALL, LARGE] = [40, 4];

/** An event, without its time and its random content. */
export interface Published {
  readonly key: string | null;
  readonly partition: number;
  readonly bytes: number;
  readonly headers: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  /** The time's digits as zeros, how much of the payload is not hexadecimal, and its length. */
  readonly shapes: readonly (string | number)[];
}

export interface Outcomes {
  readonly typescript: readonly Published[];
  readonly python: readonly Published[];
}
