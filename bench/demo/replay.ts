/** The part of the replayer's answer that the demo goes by. */
interface ReplayAnswer {
  readonly files_read: number;
  readonly published: number;
  readonly errors: number;
  readonly done: boolean;
  readonly cursor?: unknown;
  readonly wait_seconds?: number;
}

export interface ReplayTotals {
  readonly filesRead: number;
  readonly published: number;
  readonly errors: number;
}

/** Invokes the replayer until it is done, each time with the cursor that it gave, as its workflow does. */
export async function replay(
  invoke: (request: unknown) => Promise<unknown>,
  dryRun: boolean,
  onProgress: (filesRead: number) => void,
): Promise<ReplayTotals> {
  const totals = { filesRead: 0, published: 0, errors: 0 };
  let cursor: unknown;
  for (;;) {
    const request = { dry_run: dryRun, ...(cursor === undefined ? {} : { cursor }) };
    const answer = toAnswer(await invoke(request));
    totals.filesRead += answer.files_read;
    totals.published += answer.published;
    totals.errors += answer.errors;
    onProgress(totals.filesRead);
    if (answer.done) return totals;
    if (JSON.stringify(answer.cursor) === JSON.stringify(cursor)) {
      throw new Error(
        `the replayer is not done and gives no new cursor, so it would never end: ${JSON.stringify(answer)}`,
      );
    }
    cursor = answer.cursor;
    await new Promise((resolve) => setTimeout(resolve, (answer.wait_seconds ?? 0) * 1000));
  }
}

function toAnswer(answer: unknown): ReplayAnswer {
  const { files_read, published, errors, done } = (answer ?? {}) as Partial<ReplayAnswer>;
  const counts = [files_read, published, errors];
  if (!counts.every((count) => typeof count === 'number') || typeof done !== 'boolean') {
    throw new Error(`the replayer answered without files_read, published, errors and done: ${JSON.stringify(answer)}`);
  }
  return answer as ReplayAnswer;
}
