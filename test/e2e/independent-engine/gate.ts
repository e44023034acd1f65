import type { Invocable } from '../../../local/lambda/invoke-server';

/** Holds back the invocations of a function that read files, while it is closed. Steps of the workflow go through. */
export class Gate {
  private opened: Promise<void> = Promise.resolve();

  inFrontOf(fn: Invocable): Invocable {
    return {
      invoke: async (payload) => {
        if ((payload as { readonly action?: string }).action === undefined) await this.opened;
        return fn.invoke(payload);
      },
    };
  }

  /** @returns opens it again */
  close(): () => void {
    let open = () => {};
    this.opened = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }
}
