/** What every reader of typed text gives: the value in its normal form, or the message key that tells the person what to do. */
export type Parsed<T, Code extends string = string> = { ok: true; value: T } | { ok: false; error: Code }

export const good = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const bad = <Code extends string>(error: Code): { ok: false; error: Code } => ({ ok: false, error })
