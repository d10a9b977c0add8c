/** What every console page of every module is made with: the shell around it, one-shot messages, refused forms. */
import { getCookie, setCookie } from 'hono/cookie'
import { sql } from 'kysely'
import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { BuiltAssets } from '#platform/assets.ts'
import type { Tx } from '#platform/database.ts'
import type { I18n, MessageKey, MessageValues } from '#platform/i18n.ts'
import type { ConsoleContext, TodaySource } from '#platform/module.ts'
import type { FieldErrors, TypedValues } from '#platform/web/forms.ts'
import {
  ConsoleLayout,
  Notice,
  type ConsoleSection,
  type ConsoleShell,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import { countAnew, waitingBySection } from './waiting.ts'

declare module '#platform/module.ts' {
  interface ConsoleVariables {
    desk: Desk
  }
}

/** What the composer knows and a page needs; made once, but for the person's own name. */
export interface Desk {
  assets: BuiltAssets
  /** every section that has a page, and the permission that it asks for */
  sections: readonly { name: ConsoleSection; href: string; verb: string }[]
  today: readonly TodaySource[]
  /** queues an invitation by mail; mail is a later module, so the composer brings it */
  mailInvitation: (tx: Tx, invitation: InvitationToMail) => Promise<void>
  memberName: string
}

export interface InvitationToMail {
  organisationId: string
  to: { name: string; address: string }
  language: string
  link: string
  expiresAt: Date
  /** IANA zone in which the expiry is told */
  zone: string
}

export interface PageParts {
  title: string
  heading?: Child
  section?: ConsoleSection
  body: Child
  flash?: { tone: Tone; text: Child }
  caseBar?: { codeName: string; href: string; publicity: Child }
  trail?: readonly { href: string; label: Child }[]
  actions?: Child
  islands?: readonly string[]
  status?: 200 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503
}

/** Answers with a console page. Reads the organisation's name under the member's own rights. */
export async function page(c: ConsoleContext, parts: PageParts): Promise<Response> {
  const shell = await shellOf(c)
  const { body, status, flash, ...rest } = parts
  return c.html(
    <ConsoleLayout shell={shell} {...rest} flash={flash ?? takeFlash(c)}>
      {body}
    </ConsoleLayout>,
    status ?? 200,
  )
}

/** The organisation that this member speaks for, as pages need it: its name, the zone that times are shown in, and how many they serve. */
export async function organisationOf(
  c: ConsoleContext,
): Promise<{ name: string; zone: string; serves: number }> {
  const member = c.get('member')
  const row = await c.get('office').db.reading(member, ({ db }) =>
    db
      .selectFrom('organisations')
      .select([
        'name',
        'time_zone',
        sql<number>`(select count(*)::int from wl.organisations_of_account())`.as('serves'),
      ])
      .where('id', '=', member.organisationId)
      .executeTakeFirst(),
  )
  return { name: row?.name ?? '', zone: row?.time_zone ?? 'UTC', serves: row?.serves ?? 1 }
}

/** The shell alone, for a page that has no place of its own: a refusal. */
export async function shellOf(c: ConsoleContext): Promise<ConsoleShell> {
  const i18n = c.get('i18n')
  const desk = c.get('desk')
  const member = c.get('member')
  const { name, serves } = await organisationOf(c)
  return {
    i18n,
    assets: desk.assets,
    organisation: name,
    ...(serves > 1 ? { switchHref: '/account#organisations' } : {}),
    member: desk.memberName,
    sections: Object.fromEntries(
      desk.sections.filter(({ verb }) => can(member, verb)).map((section) => [section.name, section.href]),
    ),
    // a page that somebody needs now does not fail over a number in its menu
    waiting: await waitingBySection(c).catch(() => ({})),
    signOutHref: '/sign-out',
    accountHref: '/account',
    ...(c.get('office').demo ? { banner: i18n.t('office.demo') } : {}),
  }
}

const flashCookie = 'watchlight-flash'

/**
 * Answers a form that was taken with 303, and says on the next page what was done. Only a message key and its values
 * travel, in a cookie that lives for a minute; give no name or address of a supporter or of a person in a case.
 */
export function redirect(
  c: ConsoleContext,
  path: string,
  flashKey?: MessageKey,
  values: MessageValues = {},
): Response {
  countAnew(c)
  if (flashKey) {
    setCookie(c, flashCookie, Buffer.from(JSON.stringify([flashKey, values])).toString('base64url'), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      secure: new URL(c.get('office').consoleUrl).protocol === 'https:',
      maxAge: 60,
    })
  }
  return c.redirect(path, 303)
}

function takeFlash(c: ConsoleContext): PageParts['flash'] {
  const cookie = getCookie(c, flashCookie)
  if (!cookie) return undefined
  setCookie(c, flashCookie, '', { path: '/', maxAge: 0 })
  try {
    const [key, values] = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as [string, MessageValues]
    return { tone: 'success', text: c.get('i18n').t(key as MessageKey, values) }
  } catch {
    // an old or mangled cookie says nothing
    return undefined
  }
}

/**
 * A refused form, ready for `Field`s and `ErrorSummary`: what was typed, and its errors in the language of the page.
 * Takes what `readForm` answered, or typed values with the `fields` of an Invalid that a verb threw.
 */
export function refusedForm(i18n: I18n, refused: { values: TypedValues; errors: FieldErrors }): FormState {
  return {
    values: refused.values,
    errors: Object.fromEntries(
      Object.entries(refused.errors).map(([field, code]) => [field, sayCode(i18n, code)]),
    ),
  }
}

/** What a Trouble's code says to the reader; a code without words says the general thing. */
export function sayCode(i18n: I18n, code: string): string {
  try {
    return i18n.t(code as MessageKey)
  } catch {
    return i18n.t('error.invalid')
  }
}

/** For a form that saves itself: put it first in a `<form data-autosave="/drafts">`. `form` is the form's address. */
export function DraftKey({ form }: { form: string }) {
  return <input type="hidden" name="draft" value={form} />
}

/** Stands above a form that shows a draft: since when, and the way back to what is saved. `form` as in `DraftKey`. */
export function DraftNotice({ i18n, at, form }: { i18n: I18n; at: string; form: string }) {
  return (
    <Notice tone="info">
      <p>{i18n.t('office.draft', { at })}</p>
      <form method="post" action="/drafts/drop">
        <DraftKey form={form} />
        <button class="link" type="submit">
          {i18n.t('office.draft.drop')}
        </button>
      </form>
    </Notice>
  )
}

/** The path if it leads to a page of this console, else the way home. Safety: a link may not lead to another site. */
export function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) && path.length <= 500 ? path : '/'
}
