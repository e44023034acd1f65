/** What a run of all cases found out, on its way from the process that made it to the test. */
export interface Outcomes {
  /** By case. */
  readonly roundTrips: Readonly<Record<string, RoundTrip>>;
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** By authentication, with a wrong password first. */
  readonly rotations: Readonly<Record<string, Rotation>>;
  readonly bearer: BearerOutcomes;
  readonly warm: WarmOutcomes;
}

/** Secrets that change while the process of a function lives. */
export interface WarmOutcomes {
  /** A password of SCRAM that was changed between two invocations: what the second one does. */
  readonly between: { readonly published: number; readonly secretsRead: number };
  readonly inFlight: InFlight;
  /** A client's certificate that has expired, and what is published once the secret has another. */
  readonly certificate: { readonly error: string; readonly publishedAfterwards: number };
}

/** A password of SCRAM that is changed while a replay publishes. */
export interface InFlight {
  /** Its connections stay. */
  readonly connected: Ended;
  /** Its connections are cut, and made again with the password that does not hold any more. */
  readonly reconnecting: Ended;
  /** The next invocation, with the cursor of the last one. */
  readonly next: Ended;
  readonly sent: readonly string[];
  /** What the last two have published together. */
  readonly arrived: readonly string[];
}

export interface Ended {
  readonly done: boolean;
  readonly problems: readonly string[];
}

/** What was found out about tokens. */
export interface BearerOutcomes {
  /** What the brokers were told beside the token, as it went over the network. */
  readonly overheard: readonly string[];
  /** The scopes and audiences that tokens were issued for. */
  readonly askedFor: readonly { readonly scope?: string; readonly audience: string }[];
  /** By what is wrong. */
  readonly refusals: Readonly<Record<string, string>>;
  /** A wrong secret of the client, put right while the function lives. */
  readonly rotation: Rotation;
  /** A replay that takes several times as long as a token is valid. */
  readonly longReplay: {
    /** Whether the first invocation was the last: one that the brokers turn away leaves records for another. */
    readonly done: boolean;
    /** The faults that the answer names. */
    readonly problems: readonly string[];
    readonly seconds: number;
    readonly tokenSeconds: number;
    readonly tokens: number;
    readonly sent: readonly string[];
    readonly arrived: readonly string[];
  };
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
