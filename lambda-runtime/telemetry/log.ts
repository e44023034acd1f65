import { Logger } from '@aws-lambda-powertools/logger';

type Details = Readonly<Record<string, unknown>>;

/** The methods that the handlers need of a log. Never give it a record's key, value or headers, nor credentials. */
export interface Log {
  info(message: string, details: Details): void;
  warn(message: string, details: Details): void;
  error(message: string, details: Details): void;
}

/** Lines of JSON, each with the request's id once the invocation's context is added. */
export function createLogger(serviceName: string): Logger {
  return new Logger({ serviceName });
}
