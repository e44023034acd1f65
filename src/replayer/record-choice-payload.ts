import { Token } from 'aws-cdk-lib/core';
import { contradictionOf } from '../contract/header-changes';
import { PAYLOAD } from '../contract/payload';
import type { RecordChoice } from '../contract/record-choice';
import type { ReplayRecordChoice } from './replay-record-choice';
import type { ReplayScheduleOptions } from './replay-schedule-options';

/** A choice of records as the function is told it. */
export function choiceOf(choice: ReplayRecordChoice | undefined): RecordChoice | undefined {
  if (choice === undefined || Token.isUnresolved(choice)) {
    return choice as RecordChoice | undefined;
  }
  const { keys, keyPrefixes, headers } = choice;
  return {
    ...(keys !== undefined && { keys }),
    ...(keyPrefixes !== undefined && { key_prefixes: keyPrefixes }),
    ...(headers !== undefined && { headers }),
  };
}

/** @returns the reason why records cannot be chosen, or their headers changed, as a schedule asks for; undefined if they can */
export function problemOfRecords(options: ReplayScheduleOptions): string | undefined {
  return (
    problemOfChoice('only', options.only) ??
    problemOfChoice('exclude', options.exclude) ??
    problemOfHeaders(options) ??
    contradictionOf({
      strip: { name: 'stripHeaders', headers: known(options.stripHeaders) },
      rename: { name: 'renameHeaders', headers: known(options.renameHeaders) },
    })
  );
}

/** The function reads the choice in the same way; tokens, which only the deployment knows, are texts here. */
function problemOfChoice(name: 'only' | 'exclude', choice: ReplayRecordChoice | undefined): string | undefined {
  const asked = known(choiceOf(choice));
  const lists = asked === undefined ? [] : Object.values(asked);
  if (asked === undefined || lists.some((list) => Token.isUnresolved(list))) {
    return undefined;
  }
  try {
    PAYLOAD[name].type.read(withoutTokens(asked));
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${name}: ${reason.replaceAll('key_prefixes', 'keyPrefixes')}`;
  }
}

/** A pattern that is a token may be any; elsewhere a token is a text like others. */
function withoutTokens(choice: RecordChoice): RecordChoice {
  const { headers, ...others } = choice;
  return {
    ...others,
    ...(headers !== undefined && {
      headers: headers.map((header) =>
        Token.isUnresolved(header)
          ? { name: 'a' }
          : Token.isUnresolved(header.pattern)
            ? { name: header.name }
            : header,
      ),
    }),
  };
}

function problemOfHeaders({ stripHeaders, renameHeaders }: ReplayScheduleOptions): string | undefined {
  const stripped = known(stripHeaders);
  if (stripped !== undefined && PAYLOAD.strip_headers.type.read(stripped) === undefined) {
    return `stripHeaders [${stripped.join(', ')}] cannot be taken away: ${PAYLOAD.strip_headers.type.advice}, or leave it out`;
  }
  const renamed = known(renameHeaders);
  return renamed !== undefined && PAYLOAD.rename_headers.type.read(renamed) === undefined
    ? `renameHeaders ${JSON.stringify(renamed)} cannot be used: ${PAYLOAD.rename_headers.type.advice}, or leave it out`
    : undefined;
}

function known<T>(value: T | undefined): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
