import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { faultOf, type Fault } from '../fault.ts'
import { Invalid, NotFound, Overloaded, TooMany, Trouble } from './errors.ts'

export interface TroubleView {
  status: number
  /** message key of the page */
  code: string
  /** message key for each field; '' for the form as a whole */
  fields: Readonly<Record<string, string>>
}

export interface TroubleDoor {
  /** the page in the door's own clothes and language; for machines a JSON body */
  page: (c: Context, view: TroubleView) => string | Promise<string>
  type?: string
  /** hears of faults of ours, never of what visitors did: name and place of the error, without its message */
  report: (fault: Fault) => void
}

/** The one place that turns errors into answers: `app.onError(troubleAnswers(door).onError)`, `app.notFound(…)`. */
export const troubleAnswers = (door: TroubleDoor) => {
  const answer = async (c: Context, view: TroubleView, retryAfterSeconds?: number): Promise<Response> => {
    const headers: Record<string, string> = {
      'Content-Type': door.type ?? 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    }
    if (retryAfterSeconds !== undefined)
      headers['Retry-After'] = String(Math.max(1, Math.ceil(retryAfterSeconds)))
    return c.body(await door.page(c, view), view.status as ContentfulStatusCode, headers)
  }

  const onError = (error: Error, c: Context): Promise<Response> => {
    if (error instanceof Trouble) {
      const fields = error instanceof Invalid ? error.fields : {}
      const wait =
        error instanceof TooMany || error instanceof Overloaded ? error.retryAfterSeconds : undefined
      return answer(c, { status: error.status, code: error.code, fields }, wait)
    }
    if (error instanceof HTTPException && error.status < 500) {
      return answer(c, {
        status: error.status,
        code: error.status === 404 ? 'error.not-found' : 'error.invalid',
        fields: {},
      })
    }
    door.report(faultOf(error))
    return answer(c, { status: 500, code: 'error.fault', fields: {} })
  }

  return { onError, notFound: (c: Context): Promise<Response> => onError(new NotFound(), c) }
}
