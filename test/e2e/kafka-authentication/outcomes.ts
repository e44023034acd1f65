/** What a run of all cases found out, on its way from the process that made it to the test. */
export interface Outcomes {
  /** By case. */
  readonly roundTrips: Readonly<Record<string, RoundTrip>>;
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** By authentication, with a wrong password first. */
  readonly rotations: Readonly<Record<string, Rotation>>;
}

export interface RoundTrip {
  /** Each record as text: key, value, headers. */
  readonly produced: readonly string[];
  readonly files: number;
  readonly replayed: readonly string[];
  /** How often the two replays of one container read secrets. */
  readonly secretsRead: number;
}

export interface Refusal {
  readonly error: string;
  readonly seconds: number;
}

export interface Rotation extends Refusal {
  /** Whether the wrong password is anywhere in the error, the answer or what the function printed. */
  readonly passwordShown: boolean;
  /** Once the secret is right, in the same container. */
  readonly publishedAfterwards: number;
}
