/** The results of all cases, as the process that ran them passes them on to the test. */
export interface Outcomes {
  /** The round trips by case. */
  readonly roundTrips: Readonly<Record<string, RoundTrip>>;
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** The rotations by authentication, each with a wrong password first. */
  readonly rotations: Readonly<Record<string, Rotation>>;
  readonly bearer: BearerOutcomes;
  readonly webIdentity: WebIdentityOutcomes;
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
  /** The end of a replay whose connections stay. */
  readonly connected: Ended;
  /** The end of a replay whose connections are cut. It connects again with the password that is no longer valid. */
  readonly reconnecting: Ended;
  /** The next invocation, with the cursor of the last one. */
  readonly next: Ended;
  readonly sent: readonly string[];
  /** The records that the last two invocations have published together. */
  readonly arrived: readonly string[];
}

export interface Ended {
  readonly done: boolean;
  readonly problems: readonly string[];
}

/** The results about tokens. */
export interface BearerOutcomes {
  /** The fields that the brokers were sent beside the token, as they went over the network. */
  readonly overheard: readonly string[];
  /** The scopes and audiences that tokens were issued for. */
  readonly askedFor: readonly { readonly scope?: string; readonly audience: string }[];
  /** The errors by the fault that causes them. */
  readonly refusals: Readonly<Record<string, string>>;
  /** A wrong secret of the client, put right while the function lives. */
  readonly rotation: Rotation;
  readonly longReplay: LongReplay;
}

/** The results about tokens of AWS STS. */
export interface WebIdentityOutcomes {
  /** The tokens that a replay had. */
  readonly askedFor: readonly {
    readonly audience: readonly string[];
    readonly algorithm: string;
    readonly seconds: number;
  }[];
  /** The errors by the fault that causes them. */
  readonly refusals: Readonly<Record<string, string>>;
  readonly longReplay: LongReplay;
}

/** A replay that takes several times as long as a token is valid. */
export interface LongReplay {
  /** True if the first invocation was the last: one that the brokers turn away leaves records for another. */
  readonly done: boolean;
  /** The faults that the answer names. */
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly tokenSeconds: number;
  readonly tokens: number;
  readonly sent: readonly string[];
  readonly arrived: readonly string[];
}

export interface RoundTrip {
  /** The records as texts, each with key, value and headers. */
  readonly produced: readonly string[];
  readonly files: number;
  readonly replayed: readonly string[];
  /** The number of times that the two replays of one container read secrets. */
  readonly secretsRead: number;
}

export interface Refusal {
  readonly error: string;
  readonly seconds: number;
}

export interface Rotation extends Refusal {
  /** True if the wrong password is anywhere in the error, the answer or the function's output. */
  readonly passwordShown: boolean;
  /** The number of records that the same container publishes once the secret is right. */
  readonly publishedAfterwards: number;
}
