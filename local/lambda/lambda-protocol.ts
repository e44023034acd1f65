/** The messages between the two processes of the stand-in for Lambda's runtime. */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  readonly timeoutMs: number;
}

export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly error: ErrorReport }
  | { readonly kind: 'answer'; readonly requestId: string; readonly answer?: unknown }
  | { readonly kind: 'error'; readonly requestId: string; readonly error: ErrorReport };

export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: string;
}
