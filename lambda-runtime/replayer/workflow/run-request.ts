import { keysFor, readKey, refuseNull } from '../../../src/contract/payload';
import { isObject } from '../../environment';
import { cut } from '../../errors';
import { permanently } from '../../permanent-error';

/** The input that a workflow was started with. */
export interface RunRequest {
  /**
   * True if each partition is replayed in the order of its offsets; otherwise files are taken as the bucket lists them.
   */
  readonly ordered: boolean;
  /** The name of an earlier execution, to go on where it stopped. */
  readonly resume: string | undefined;
  /** True if what was published is read back and compared with the files, once all of it is there. */
  readonly verify: boolean;
  /**
   * False if it is no drill. In a drill the topics are made for this run alone, and deleted in the end. A text is the
   * name of the drill that a success counts for.
   */
  readonly drill: boolean | string;
  /** The rest of the input, which each part is told as well. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Reads the input of a workflow.
 *
 * @throws Error if a key that only the workflow has cannot be, or if there is one that the workflow does not take
 */
export function parseRunRequest(input: unknown): RunRequest {
  return permanently('InvalidRequest', () => runRequestOf(input));
}

function runRequestOf(input: unknown): RunRequest {
  const given = input ?? {};
  if (!isObject(given)) {
    throw new Error(`the workflow's input must be a JSON object, got ${cut(JSON.stringify(input) ?? String(input))}`);
  }
  refuseNull(given, keysFor('everyone', 'workflow'));
  const { ordered: _ordered, resume: _resume, verify: _verify, drill: _drill, cursor, ...payload } = given;
  const [ordered, verify, drill] = [readKey('ordered', given), readKey('verify', given), readKey('drill', given)];
  if (cursor != null) {
    throw new Error(
      'the workflow takes no cursor; give "resume" with the name of an earlier execution to go on where that one stopped',
    );
  }
  if (given.action != null) {
    throw new Error(
      `the workflow takes no action, it only replays; invoke the replayer's function with ${cut(JSON.stringify({ action: given.action }))}`,
    );
  }
  const files = keysFor('part').find((key) => payload[key] != null);
  if (files !== undefined) {
    throw new Error(`the workflow takes no ${files}, it finds the files itself; give a source_prefix`);
  }
  if (!ordered) {
    refuseUnordered(given);
  }
  if (verify && readKey('dry_run', given)) {
    throw new Error(
      'verify compares what was published with the files, and a dry run publishes nothing; give "dry_run": false, or leave verify out',
    );
  }
  if (drill !== false) {
    refuseDrill(given, verify);
  }
  return { ordered, resume: readKey('resume', given), verify, drill, payload };
}

/** A drill proves something only if its topics are its own, and all of it is compared. */
function refuseDrill({ allow_empty, create_topic, resume }: Readonly<Record<string, unknown>>, verify: boolean): void {
  const lacking = [create_topic == null && 'create_topic', !verify && 'verify'].filter((key) => key !== false);
  if (lacking.length > 0) {
    throw new Error(
      `a drill makes its topics, compares them with the files and deletes them; give ${lacking.join(' and ')}, or leave drill out`,
    );
  }
  if (allow_empty === true) {
    throw new Error('a drill of no record proves nothing, and fails; leave out allow_empty');
  }
  if (resume != null) {
    throw new Error('a drill that has ended has no topics to go on with; leave out resume, and start another one');
  }
}

function refuseUnordered({ resume, speed, verify }: Readonly<Record<string, unknown>>): void {
  if (verify === true) {
    throw new Error(
      'an unordered replay cannot be verified: it keeps neither an order nor the places of its records; leave out verify, or ' +
        'leave out "ordered": false',
    );
  }
  if (resume != null) {
    throw new Error(
      'an unordered replay cannot be resumed; start it again, and records of finished batches go out again',
    );
  }
  if (speed != null) {
    throw new Error('an unordered replay has no original pace; leave out speed, or leave out "ordered": false');
  }
}
