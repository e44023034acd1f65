import { Token } from 'aws-cdk-lib/core';

/**
 * Names that Kafka allows, and that Lambda takes: two characters at least, the first no dot.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function validateTopic(topic: string): void {
  if (!Token.isUnresolved(topic) && !/^[a-zA-Z0-9_-][a-zA-Z0-9._-]{1,248}$/.test(topic)) {
    throw new Error(
      `topic '${topic}' cannot be used: give 2 to 249 letters, digits, '.', '_' and '-', the first of them no '.'`,
    );
  }
}
