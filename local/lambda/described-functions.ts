import type { IncomingMessage, ServerResponse } from 'node:http';

/** A function as AWS Lambda describes it, and its event source mappings. */
export interface DescribedFunction {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly mappings: readonly Readonly<Record<string, unknown>>[];
  /** Operations of AWS Lambda that the caller has no right to. */
  readonly forbidden?: readonly string[];
}

/**
 * Answers GetFunctionConfiguration and ListEventSourceMappings, for functions by the names that they are asked for with.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 *
 * @returns false if the request is another one, or for another function
 */
export function describeFunction(
  functions: Readonly<Record<string, DescribedFunction>>,
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { pathname, searchParams } = new URL(url, 'http://loopback');
  const [, label] = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/.exec(pathname) ?? [];
  const isList = /^\/2015-03-31\/event-source-mappings\/?$/.test(pathname);
  const name = label === undefined ? searchParams.get('FunctionName') : decodeURIComponent(label);
  const found = name === null ? undefined : functions[name];
  if (method !== 'GET' || found === undefined || (label === undefined && !isList)) {
    return false;
  }
  const operation = isList ? 'ListEventSourceMappings' : 'GetFunctionConfiguration';
  if (found.forbidden?.includes(operation)) {
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' });
    response.end(JSON.stringify({ Message: `not authorized to perform: lambda:${operation}` }));
  } else {
    response.end(JSON.stringify(isList ? { EventSourceMappings: found.mappings } : found.configuration));
  }
  return true;
}
