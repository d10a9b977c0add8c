import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isLanguage, type I18n, type Language } from '#platform/i18n.ts'
import { readFields } from '#platform/web/body.ts'
import { clientOf } from '#platform/web/client-address.ts'
import { NotFound, Overloaded } from '#platform/web/errors.ts'
import type { HeaderList } from '#platform/web/headers.ts'
import type { RateLimit } from '#platform/web/rate-limit.ts'
import { checkForm, typedValues } from '#platform/web/forms.ts'
import { makeReady, readyResponse, type ReadyPage } from '#platform/web/ready-bytes.ts'
import type { FormState } from '#ui/index.ts'
import type { z } from 'zod'
import type { Composed } from './case-page.ts'
import { errorsIn, wordsFor, type Site } from './site.ts'

/** Parts of a page may be late, so the text of the whole may be too. */
async function rendered(markup: unknown): Promise<string> {
  const whole = (await markup) as { toString(): string | Promise<string> }
  return String(await whole.toString())
}

/** The language of an address. @throws NotFound when it is none of ours */
export function languageOf(c: Context): Language {
  const lang = c.req.param('lang') ?? ''
  if (!isLanguage(lang)) throw new NotFound()
  return lang
}

/** Gives the answer the headers of its page; to be called before one that is made for this request alone. */
export function dress(c: Context, headers: HeaderList): void {
  for (const [name, value] of headers) c.header(name, value)
}

/** A page made for this request alone; kept nowhere. */
export async function page(c: Context, markup: unknown, status = 200): Promise<Response> {
  const html = await rendered(markup)
  return c.html(html, status as ContentfulStatusCode, { 'Cache-Control': 'no-store' })
}

/** A page that is the same for everybody: made once, then answered from its bytes. */
export async function ready(
  c: Context,
  site: Site,
  path: string,
  caseKey: string | undefined,
  compose: () => Composed<unknown> & { markup(): unknown; type?: string; headers?: HeaderList; exact?: true },
): Promise<Response> {
  const make = async (): Promise<ReadyPage> => {
    const { freshUntil, markup, type, headers = site.headers, exact = false } = compose()
    const end = Number.isFinite(freshUntil) ? new Date(freshUntil) : undefined
    const text = await rendered(markup())
    return await makeReady(text, { headers, exact, freshUntil: end, ...(type ? { type } : {}) })
  }
  const bytes = await site.pages.get(path, site.clock.now().getTime(), { caseKey, make })
  const response = readyResponse(c.req.raw, bytes, site.clock.now().getTime())
  // it ran out between making and answering: once more, with what may be shown now
  return response ?? readyResponse(c.req.raw, await make(), site.clock.now().getTime()) ?? noRoom()
}

function noRoom(): never {
  throw new Overloaded(1)
}

// The longest letter that a campaign may offer, in a script of three bytes a letter, each of which comes as "%E0%A4%A8".
const formLimit = 128 * 1024

/** How a form is taken in, whatever it is about. */
export interface FormDoor<T> {
  i18n: I18n
  schema: (fields: Record<string, unknown>) => z.ZodType<T>
  /** bytes, where it brings more than text */
  limit?: number
  /** how many of one network, where it is another than of all forms */
  rate?: RateLimit
  /** it is taken before the form is read, which is heavy; what was typed into a light one is kept all the same */
  rateFirst?: boolean
  /** the same page with what was typed and what is wrong */
  again(form: FormState): unknown
  /** Answers after all of it is durable. @throws Overloaded */
  take(value: T): Promise<Response>
}

/**
 * Reads, checks and takes a form. Whatever keeps it from being taken, the page comes back with everything typed:
 * 422 to be mended, 429 too many from one network, 503 no room or no database.
 * @throws TooLarge
 */
export async function takeForm<T>(c: Context, site: Site, door: FormDoor<T>): Promise<Response> {
  const { limit = formLimit, rate = site.rate } = door
  const refuse = async (status: 429 | 503, code: string, seconds: number, values: FormState['values']) => {
    c.header('Retry-After', String(seconds))
    return await page(c, door.again({ values, errors: { '': wordsFor(door.i18n, code) } }), status)
  }
  const take = () => rate.take(clientOf(c, site.findClient), site.clock.now().getTime())
  const early = door.rateFirst ? take() : 0
  // Safety: whoever sends many heavy forms makes us read none of them
  if (early > 0 && !isLight(c.req.raw)) return await refuse(429, 'error.too-many.unread', early, {})
  const fields = await readFields(c.req.raw, limit)
  if (early > 0) return await refuse(429, 'error.too-many', early, typedValues(fields))
  const result = checkForm(fields, door.schema(fields))
  if (!result.ok) {
    const { values, errors } = result
    return await page(c, door.again({ values, errors: errorsIn(door.i18n, errors) }), 422)
  }
  const wait = door.rateFirst ? 0 : take()
  if (wait > 0) return await refuse(429, 'error.too-many', wait, typedValues(fields))
  try {
    return await door.take(result.value)
  } catch (error) {
    if (error instanceof Overloaded)
      return await refuse(503, error.code, error.retryAfterSeconds, typedValues(fields))
    throw error
  }
}

/** Whether a form says that it is no heavier than one without a file. */
function isLight(request: Request): boolean {
  const announced = request.headers.get('Content-Length')
  return announced !== null && /^\d+$/.test(announced) && Number(announced) <= formLimit
}

/** What every submission carries. */
export function fromVisitor(c: Context, site: Site, language: Language) {
  const now = site.clock.now()
  return {
    at: now.toISOString(),
    language,
    network: site.networks.tag(clientOf(c, site.findClient), now.getTime()),
  }
}
