/** An error as the service words it; names and statuses are those of the client's error schemas. */
export class ServiceError extends Error {
  constructor(
    readonly errorType: string,
    readonly status: number,
    message: string,
    /** The code in the body, where it differs from the error's type. */
    readonly errorCode = errorType,
  ) {
    super(message);
  }
}

export const invalid = (message: string) => new ServiceError('ValidationException', 400, message);
export const conflict = (message: string, errorCode?: string) =>
  new ServiceError('ConflictException', 409, message, errorCode);
export const notFound = (message: string) => new ServiceError('ResourceNotFoundException', 404, message);
