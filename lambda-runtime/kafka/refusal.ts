import { isAuthenticationFailure } from './failures';

/**
 * Stops the client at once where it would try again in vain: a wrong password does not become right by waiting. The
 * client's retries within retries come to 81 attempts, enough to lock an account.
 */
export class Refusal {
  /** Rejects with the first failure that is one of authentication; pending until then. */
  public readonly promise: Promise<never>;
  private reject: (error: unknown) => void = () => undefined;

  public constructor() {
    this.promise = new Promise((_, reject) => {
      this.reject = reject;
    });
    this.promise.catch(() => undefined); // where nothing is under way, nobody waits for it
  }

  public notice(error: unknown): void {
    if (isAuthenticationFailure(error)) {
      this.reject(error);
    }
  }
}
