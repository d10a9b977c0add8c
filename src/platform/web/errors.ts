/**
 * What a verb may answer instead of doing its work. Verbs throw these without knowing of HTTP; `trouble.ts` alone
 * turns them into answers. A code is a message key: it says what to do, and never holds what somebody typed.
 */
export abstract class Trouble extends Error {
  readonly code: string
  abstract readonly status: 403 | 404 | 409 | 413 | 422 | 429 | 503

  constructor(code: string) {
    super(code)
    this.name = new.target.name
    this.code = code
  }
}

/** There is no such thing, or none that this actor may know of. */
export class NotFound extends Trouble {
  readonly status = 404
  constructor(code = 'error.not-found') {
    super(code)
  }
}

/** The actor may know of it but may not do this. */
export class Refused extends Trouble {
  readonly status = 403
  constructor(code = 'error.refused') {
    super(code)
  }
}

/** Somebody else changed it first, or its state does not allow this step. */
export class Conflict extends Trouble {
  readonly status = 409
  constructor(code = 'error.conflict') {
    super(code)
  }
}

/** What was given cannot be taken: a code for each field; '' names the form as a whole. */
export class Invalid extends Trouble {
  readonly status = 422
  readonly fields: Readonly<Record<string, string>>
  constructor(fields: Readonly<Record<string, string>>, code = 'error.invalid') {
    super(code)
    this.fields = fields
  }
}

export class TooLarge extends Trouble {
  readonly status = 413
  constructor(code = 'error.too-large') {
    super(code)
  }
}

/** Asked too often; worth trying again after so many seconds. */
export class TooMany extends Trouble {
  readonly status = 429
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number, code = 'error.too-many') {
    super(code)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Nothing was kept, because there is no room or no database; worth trying again after so many seconds. */
export class Overloaded extends Trouble {
  readonly status = 503
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds = 5, code = 'error.overloaded') {
    super(code)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
