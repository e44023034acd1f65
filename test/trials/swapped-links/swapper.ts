import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Runs in a thread of its own, so that it comes between any two steps of the code under test. */
const SWAPPING = `
  const { workerData: { path, target, swaps } } = require('node:worker_threads');
  const fs = require('node:fs');
  const attempt = (step) => { try { step(); return true; } catch { return false; } };
  for (let turn = 0; Atomics.load(swaps, 1) === 0; turn++) {
    const aside = path + '.aside' + turn;
    if (attempt(() => fs.renameSync(path, aside)) && attempt(() => fs.symlinkSync(target, path))) {
      Atomics.add(swaps, 0, 1);
      for (const until = performance.now() + (turn % 5) / 10; performance.now() < until; );
      attempt(() => fs.unlinkSync(path));
    }
    // Somebody may have made a directory there meanwhile; it is left, and the old one stays aside.
    attempt(() => fs.renameSync(aside, path));
    for (const until = performance.now() + (turn % 7) / 10; performance.now() < until; );
  }
`;

/** Puts a link in the place of a file or directory and takes it away again, as fast as it can, while something is done. */
export async function whileSwapping(path: string, target: string, work: () => Promise<void>): Promise<number> {
  const swaps = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(SWAPPING, { eval: true, workerData: { path, target, swaps } });
  const ended = new Promise((resolve, reject) => {
    worker.once('exit', resolve);
    worker.once('error', reject);
  });
  try {
    while (Atomics.load(swaps, 0) === 0) await sleep(1);
    await work();
  } finally {
    Atomics.store(swaps, 1, 1);
    await ended;
  }
  return Atomics.load(swaps, 0);
}
