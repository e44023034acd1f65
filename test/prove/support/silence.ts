/** Keeps what is printed while work is done in this process: a handler's log and metrics. */
export async function printedBy(work: () => Promise<unknown>): Promise<string> {
  const chunks: string[] = [];
  const keep = (chunk: string | Uint8Array): boolean => {
    chunks.push(Buffer.from(chunk as Uint8Array).toString());
    return true;
  };
  const [out, err] = [process.stdout.write, process.stderr.write];
  process.stdout.write = keep as typeof process.stdout.write;
  process.stderr.write = keep as typeof process.stderr.write;
  try {
    await work();
  } finally {
    process.stdout.write = out;
    process.stderr.write = err;
  }
  return chunks.join('');
}
