import { createHash } from 'node:crypto';
import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { readableText } from '../readable-references';
import type { KafkaToS3FilesIngestProps } from './kafka-to-s3-files-ingest-props';

/** The topics that an ingest was given, in their order, each once. */
export function topicsOf(scope: Construct, { topic, topics, consumerGroupId }: KafkaToS3FilesIngestProps): string[] {
  if ((topic === undefined) === (topics === undefined)) {
    throw constructError(
      scope,
      `${topic === undefined ? "neither 'topic' nor 'topics' was given" : "both 'topic' and 'topics' were given"}: give 'topic' for one, or 'topics' for several`,
    );
  }
  if (Token.isUnresolved(topics)) {
    throw constructError(
      scope,
      "'topics' is a token, but each topic gets a mapping of its own: give an array, whose topics may be tokens",
    );
  }
  const all = topics ?? [topic ?? ''];
  if (all.length === 0) {
    throw constructError(scope, "'topics' is empty: give one topic at least");
  }
  if (all.length > 1 && consumerGroupId !== undefined) {
    throw constructError(
      scope,
      `consumerGroupId '${consumerGroupId}' cannot serve ${all.length} topics, since each event source mapping needs a group of its own: leave it out, or make one ingest for each topic`,
    );
  }
  const names = all.map((name) => readableText(scope, name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw constructError(scope, `topic '${twice}' is given twice: its records would be read twice, give it once`);
  }
  return all;
}

/**
 * The id of a topic's event source mapping. It comes from the topic and the consumer group alone, since a mapping whose id
 * came from its place among others would read another topic as soon as one is added or removed before it.
 *
 * The group is part of it because a mapping cannot change its group: another one needs another mapping.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-consumer-group-id.html
 */
export function mappingId(scope: Construct, topic: string, consumerGroupId?: string): string {
  const ofTopic = idOf(scope, 'Topic', topic);
  return consumerGroupId === undefined ? ofTopic : `${ofTopic}-${idOf(scope, 'Group', consumerGroupId)}`;
}

/** @param name a name, or a token: a parameter gives its logical id, anything else a hash of what it stands for */
function idOf(scope: Construct, kind: string, name: string): string {
  if (!Token.isUnresolved(name)) {
    return `${kind}-${name}`;
  }
  const stack = Stack.of(scope);
  const resolved: unknown = stack.resolve(name);
  const id = isRef(resolved) && isOfStack(stack, name) ? resolved.Ref : hashOf(textIn(stack, name));
  return `${kind}Of-${id}`;
}

function isRef(resolved: unknown): resolved is { Ref: string } {
  return typeof resolved === 'object' && resolved !== null && 'Ref' in resolved;
}

/** Two stacks may each have a parameter of one logical id. */
function isOfStack(stack: Stack, name: string): boolean {
  const token = Tokenization.reverseString(name).firstToken;
  return Reference.isReference(token) && Stack.of(token.target) === stack;
}

/** The text that a token stands for; of this stack by paths within it, which stay when the stack moves to a stage. */
function textIn(stack: Stack, name: string): string {
  return readableText(stack, name).replaceAll(`\${${stack.node.path}/`, '${');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
