import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { isCertificateFailure } from '../../failures';

/** A form to send to an issuer of tokens. */
export interface Post {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: string;
  /** The root certificate (PEM) of the endpoint, if its authority is private. */
  readonly ca?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The settings of the requests to an endpoint. */
export interface Way {
  /** The time to wait for an answer, in milliseconds. */
  readonly longestAnswer: number;
  /** The waits before each further attempt, in milliseconds. */
  readonly delays: readonly number[];
}

/** The default settings. The time is far longer than an issuer of tokens takes, and far shorter than an invocation. */
export const WAY: Way = { longestAnswer: 10_000, delays: [200, 800] };
const LONGEST_ANSWER_BYTES = 1024 * 1024;
export const FORM = 'application/x-www-form-urlencoded';

/** A request for a token, with the judgement of its answers and failures. */
export interface Question {
  /** Makes the request, anew for each attempt, since some requests are signed with the time. */
  readonly post: () => Post;
  /** Returns true for an answer after which another attempt may help. */
  readonly mayPass: (answer: Answer) => boolean;
  /** Makes the error that is thrown if there was no answer. */
  readonly unreachable: (cause: unknown) => Error;
}

/**
 * Sends a request for a token. It sends it again if that may help, but not after a timeout: another attempt would probably
 * wait as long and fail too.
 */
export async function ask({ post, mayPass, unreachable }: Question, way: Way): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const delay = way.delays[attempt];
    const prepared = post();
    try {
      const answer = await send(prepared, way);
      if (delay === undefined || !mayPass(answer)) {
        return answer;
      }
    } catch (cause) {
      if (delay === undefined || isTimeout(cause) || isCertificateFailure(cause)) {
        throw unreachable(cause);
      }
    }
    await setTimeout(delay);
  }
}

function send({ url, headers, form, ca }: Post, way: Way): Promise<Answer> {
  const request: typeof http.request = url.protocol === 'http:' ? http.request : https.request;
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-type': FORM, 'content-length': Buffer.byteLength(form) },
    signal: AbortSignal.timeout(way.longestAnswer),
    agent: false,
    ...(ca && { ca }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options);
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LONGEST_ANSWER_BYTES) {
          response.destroy(new Error(`the answer is longer than ${LONGEST_ANSWER_BYTES} bytes`));
        }
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.end(form);
  });
}

export function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
