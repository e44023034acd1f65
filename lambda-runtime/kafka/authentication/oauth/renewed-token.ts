import type { Token } from './token';

/**
 * The part of its life after which a token is asked for anew. A broker asks a connection to authenticate again before its
 * token expires (https://cwiki.apache.org/confluence/display/KAFKA/KIP-368), and the client does so after four fifths of
 * that time: by then there must be a new one.
 */
const RENEWED_AFTER = 0.7;

interface Held extends Token {
  readonly since: number;
}

/** A token that is asked for once, and again before it expires. */
export class RenewedToken {
  private held: Held | undefined;
  private asking: Promise<string> | undefined;

  /** @param clock milliseconds that never go back */
  public constructor(
    private readonly ask: () => Promise<Token>,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** @returns a token that is valid for a while. One that cannot be renewed is used as long as it is valid. */
  public async value(): Promise<string> {
    const { held } = this;
    if (held !== undefined && this.age(held) < RENEWED_AFTER) {
      return held.value;
    }
    try {
      this.asking ??= this.renew().finally(() => {
        this.asking = undefined;
      });
      return await this.asking;
    } catch (error) {
      if (held !== undefined && this.held === held && this.age(held) < 1) {
        return held.value;
      }
      throw error;
    }
  }

  /** The token that was used last. */
  public get last(): string | undefined {
    return this.held?.value;
  }

  public forget(): void {
    this.held = undefined;
  }

  private async renew(): Promise<string> {
    const since = this.clock();
    const token = await this.ask();
    this.held = { ...token, since };
    return token.value;
  }

  /**
   * The age of a token: 0 for a new one, 1 for one that has expired. If nothing tells when it expires, it serves for
   * one connection.
   */
  private age({ since, lifetimeMs = 0 }: Held): number {
    return lifetimeMs > 0 ? (this.clock() - since) / lifetimeMs : Number.POSITIVE_INFINITY;
  }
}
