import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { World } from './world';

/** A configuration that does not do what its author may expect. */
export interface Configuration {
  readonly name: string;
  readonly build: (world: World) => void;
}

export interface Attempt {
  readonly name: string;
  readonly outcome: 'refused' | 'warned' | 'silent';
  /** The error, or the warnings. */
  readonly words: readonly string[];
  /** True if the error is one that was written for users, not one that occurred by chance. */
  readonly meant: boolean;
}

/** Synthesizes the app of a configuration, and tells what came of it. */
export function attempt({ name, build }: Configuration): Attempt {
  const world = new World();
  try {
    build(world);
    world.app.synth();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, outcome: 'refused', words: [text], meant: isOurs(error, text) };
  }
  const words = Annotations.fromStack(world.stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data))
    .filter((text) => text.includes('cdk-s3files:'));
  return { name, outcome: words.length > 0 ? 'warned' : 'silent', words, meant: true };
}

/** The errors of this library are sentences without a capital, with a mend behind a colon; a static method says its name first. */
function isOurs(error: unknown, text: string): boolean {
  const [sentence = ''] = text
    .replace(/^Validation failed with the following errors:\s*\[[^\]]*\] /, '')
    .replace(/^(KafkaAuthentication|KafkaCluster|FileLayout|FileDirectory|TopicCreation)\.[a-zA-Z]+: /, '')
    .split('\n');
  return (
    !(error instanceof TypeError) &&
    (/^[a-z0-9'"]/.test(sentence) || /^Stack\//.test(sentence)) &&
    /[:,] /.test(sentence)
  );
}
