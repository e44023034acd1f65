/** Loaded by each worker of the unit tests' runner, behind tsx and before all else. */

// The folder of `jest.unit.folder.mjs`.
if (process.env.UNIT_TESTS_TMPDIR) process.env.TMPDIR = process.env.UNIT_TESTS_TMPDIR;

/**
 * The rest keeps a worker from waiting for ever.
 *
 * When a worker of jest-light-runner 0.8.2 asks for its settings, the runner sends them to every worker that has not had
 * them, and forgets them all. A worker that is still being loaded does not listen yet: it asks later, and is not answered.
 * Its test file, and with it the whole run, then never ends. This keeps settings that come early, and hands them on once
 * they are asked for.
 */
const ASKING = 'jest-light-runner-get-worker-data';
const ANSWER = 'jest-light-runner-worker-data';

if (process.send) {
  const [send, emit] = [process.send.bind(process), process.emit.bind(process)];
  let early;
  // No listener: with the first one Node.js begins to read the channel, and the runner's own come later.
  process.emit = (event, ...given) => {
    if (event === 'message' && given[0]?.type === ANSWER) early = given[0];
    return emit(event, ...given);
  };
  process.send = (message, ...others) => {
    if (message !== ASKING || early === undefined) return send(message, ...others);
    setImmediate(() => emit('message', early));
    return true;
  };
}
